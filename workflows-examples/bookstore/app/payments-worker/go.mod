module example.com/bookstore/payments-worker

go 1.24
