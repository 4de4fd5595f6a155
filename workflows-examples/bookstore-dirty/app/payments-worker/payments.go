package main

import "golang.org/x/text/transform"

// payment is one charge that is to be settled; amounts are in cents.
type payment struct {
	Order   string
	Cents   int
	Settled bool
}

// settle marks every charge that is due as settled and returns how many there were. A charge is never settled twice.
func settle(payments []payment) int {
	settled := 0
	for index := range payments {
		payments[index].Order = normal(payments[index].Order)
		if due(payments[index]) {
			payments[index].Settled = true
			settled++
		}
	}
	return settled
}

func due(p payment) bool { return !p.Settled && p.Cents > 0 }

// normal gives the number of an order as the bank wants it.
func normal(order string) string {
	result, _, err := transform.String(transform.Nop, order)
	if err != nil {
		return order
	}
	return result
}
