package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestServesBooks(t *testing.T) {
	recorder := httptest.NewRecorder()
	routes().ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/books", nil))
	if recorder.Code != http.StatusOK || !strings.Contains(recorder.Body.String(), "9780131103627") {
		t.Fatalf("GET /books: %d %s", recorder.Code, recorder.Body)
	}
}

func TestReportsHealth(t *testing.T) {
	server := httptest.NewServer(routes())
	defer server.Close()
	if code := checkHealth(server.URL + "/healthz"); code != 0 {
		t.Fatalf("health check exits %d", code)
	}
}
