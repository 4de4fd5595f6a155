package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestServesThePage(t *testing.T) {
	recorder := httptest.NewRecorder()
	routes().ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/", nil))
	if recorder.Code != http.StatusOK || !strings.Contains(recorder.Body.String(), "Bookstore") {
		t.Fatalf("GET /: %d %s", recorder.Code, recorder.Body)
	}
	if policy := recorder.Header().Get("Content-Security-Policy"); policy != "default-src 'self'" {
		t.Errorf("Content-Security-Policy is %q", policy)
	}
}

func TestKeepsToItsFiles(t *testing.T) {
	recorder := httptest.NewRecorder()
	routes().ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/main.go", nil))
	if recorder.Code != http.StatusNotFound {
		t.Fatalf("GET /main.go: %d", recorder.Code)
	}
}

func TestReportsHealth(t *testing.T) {
	server := httptest.NewServer(routes())
	defer server.Close()
	if code := checkHealth(server.URL + "/healthz"); code != 0 {
		t.Fatalf("health check exits %d", code)
	}
}
