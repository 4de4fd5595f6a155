package main

type book struct {
	ISBN   string `json:"isbn"`
	Title  string `json:"title"`
	Author string `json:"author"`
}

var books = []book{
	{ISBN: "9780131103627", Title: "The C Programming Language", Author: "Kernighan, Ritchie"},
	{ISBN: "9780201896831", Title: "The Art of Computer Programming 1", Author: "Knuth"},
	{ISBN: "9780262510875", Title: "Structure and Interpretation of Computer Programs", Author: "Abelson, Sussman"},
}
