module example.com/bookstore/orders

go 1.24
