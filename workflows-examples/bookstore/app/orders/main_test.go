package main

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestTotal(t *testing.T) {
	for name, example := range map[string]struct {
		lines []line
		cents int
		err   error
	}{
		"one line":      {[]line{{Copies: 2, Cents: 4999}}, 9998, nil},
		"several lines": {[]line{{Copies: 1, Cents: 100}, {Copies: 3, Cents: 50}}, 250, nil},
		"no line":       {nil, 0, errEmpty},
		"no copies":     {[]line{{Copies: 0, Cents: 100}}, 0, errCopies},
	} {
		t.Run(name, func(t *testing.T) {
			cents, err := total(example.lines)
			if cents != example.cents || !errors.Is(err, example.err) {
				t.Fatalf("total is %d, %v; want %d, %v", cents, err, example.cents, example.err)
			}
		})
	}
}

func TestPricesOrders(t *testing.T) {
	for body, status := range map[string]int{
		`[{"isbn":"9780131103627","copies":1,"cents":4999}]`: http.StatusOK,
		`[]`:      http.StatusUnprocessableEntity,
		`{"a":1}`: http.StatusBadRequest,
	} {
		recorder := httptest.NewRecorder()
		request := httptest.NewRequest(http.MethodPost, "/orders/total", strings.NewReader(body))
		routes().ServeHTTP(recorder, request)
		if recorder.Code != status {
			t.Errorf("POST %s: %d, want %d", body, recorder.Code, status)
		}
	}
}

func TestReportsHealth(t *testing.T) {
	server := httptest.NewServer(routes())
	defer server.Close()
	if code := checkHealth(server.URL + "/healthz"); code != 0 {
		t.Fatalf("health check exits %d", code)
	}
}
