"""A state behind four JSON-RPC methods, so that revm finds accounts as on a chain: cold, and unwritten.

It is a process of its own, on the loopback interface and a port that the system chooses; the first line
on its standard output is the port. `put` takes accounts by address, `clear` forgets all.
"""
import json
import http.server

STATE = {}


def answer(method, parameters):
    if method == "clear":
        STATE.clear()
    elif method == "put":
        STATE.update(parameters[0])
    else:
        account = STATE.get(parameters[0].lower(), {})
        if method == "eth_getBalance":
            return account.get("balance", "0x0")
        if method == "eth_getTransactionCount":
            return account.get("nonce", "0x0")
        if method == "eth_getCode":
            return account.get("code", "0x")
        if method == "eth_getStorageAt":
            word = account.get("storage", {}).get(str(int(parameters[1], 16)), 0)
            return f"0x{word:064x}"
        raise ValueError(method)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        said = {"jsonrpc": "2.0", "id": asked.get("id"), "result": answer(asked["method"], asked.get("params", []))}
        body = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()
