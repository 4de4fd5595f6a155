// Command orders prices orders. It uses the standard library only.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

const (
	address   = ":8080"
	bodyLimit = 64 << 10
)

func main() {
	healthcheck := flag.Bool("healthcheck", false, "ask the running server whether it is healthy, then exit")
	flag.Parse()
	if *healthcheck {
		os.Exit(checkHealth("http://127.0.0.1" + address + "/healthz"))
	}
	if err := serve(); err != nil {
		log.Fatal(err)
	}
}

func serve() error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	server := &http.Server{Addr: address, Handler: routes(), ReadHeaderTimeout: 5 * time.Second}
	go func() {
		<-ctx.Done()
		shutdown, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		_ = server.Shutdown(shutdown)
	}()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.HandleFunc("POST /orders/total", priceOrder)
	return mux
}

func priceOrder(w http.ResponseWriter, r *http.Request) {
	var lines []line
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, bodyLimit)).Decode(&lines); err != nil {
		http.Error(w, "the body is not a list of lines", http.StatusBadRequest)
		return
	}
	cents, err := total(lines)
	if err != nil {
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]int{"cents": cents})
}

// checkHealth returns the exit code of the health check: 0 when the server answers 204.
func checkHealth(url string) int {
	client := http.Client{Timeout: 3 * time.Second}
	response, err := client.Get(url)
	if err != nil {
		return 1
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusNoContent {
		return 1
	}
	return 0
}
