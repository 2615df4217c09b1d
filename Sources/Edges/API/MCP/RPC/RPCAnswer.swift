package import Wire

/// What goes back to a client.
package enum RPCAnswer {
    package static func result(_ members: [String: JSONPart], to id: RPCID) -> JSONPart {
        .object(["jsonrpc": .text("2.0"), "id": id.part, "result": .object(members)])
    }

    /// `id` is nil where the request's could not be read.
    package static func fault(_ fault: RPCFault, to id: RPCID?) -> JSONPart {
        var error: [String: JSONPart] = [
            "code": .number(Double(fault.code.rawValue)), "message": .text(fault.message),
        ]
        error["data"] = fault.data
        return .object(["jsonrpc": .text("2.0"), "id": id?.part ?? .null, "error": .object(error)])
    }

    static func notification(_ method: String, _ params: [String: JSONPart]) -> JSONPart {
        .object(["jsonrpc": .text("2.0"), "method": .text(method), "params": .object(params)])
    }
}
