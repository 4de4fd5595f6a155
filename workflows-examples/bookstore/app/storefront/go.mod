module example.com/bookstore/storefront

go 1.24
