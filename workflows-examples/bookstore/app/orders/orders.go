package main

import "errors"

// line is one book of an order; prices are in cents.
type line struct {
	ISBN   string `json:"isbn"`
	Copies int    `json:"copies"`
	Cents  int    `json:"cents"`
}

var (
	errEmpty  = errors.New("an order has at least one line")
	errCopies = errors.New("a line has 1 to 99 copies")
)

// total returns what an order costs in cents.
func total(lines []line) (int, error) {
	if len(lines) == 0 {
		return 0, errEmpty
	}
	sum := 0
	for _, each := range lines {
		if each.Copies < 1 || each.Copies > 99 {
			return 0, errCopies
		}
		sum += each.Copies * each.Cents
	}
	return sum, nil
}
