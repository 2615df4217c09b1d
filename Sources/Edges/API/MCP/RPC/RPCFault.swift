package import Wire

/// Why a message could not be answered with a result (JSON-RPC 2.0, section 5.1).
package struct RPCFault: Error, Hashable, Sendable {
    package enum Code: Int, Sendable, CaseIterable {
        case parseError = -32_700
        case invalidRequest = -32_600
        case methodNotFound = -32_601
        case invalidParams = -32_602
        case internalError = -32_603
        /// No such resource, before revision 2026-07-28, which retired the number.
        case resourceNotFound = -32_002
        /// Ours: `data.code` is the refusal's name in the native API.
        case refused = -32_010
        /// Header fields say something else than the message (2026-07-28).
        case headerMismatch = -32_020
        /// The message is of a revision that is not spoken here (2026-07-28).
        case unsupportedRevision = -32_022

        /// The HTTP status that goes along since revision 2026-07-28.
        var status: Int {
            switch self {
            case .parseError, .invalidRequest, .invalidParams, .headerMismatch, .unsupportedRevision: 400
            case .methodNotFound: 404
            case .internalError, .resourceNotFound, .refused: 200
            }
        }
    }

    package let code: Code
    /// For developers: one sentence, in English.
    package let message: String
    package let data: JSONPart?

    package init(_ code: Code, _ message: String, data: JSONPart? = nil) {
        self.code = code
        self.message = message
        self.data = data
    }

    /// A member of `params` is missing, or is none of those that it could be.
    static func params(_ name: String, _ reason: String) -> RPCFault {
        RPCFault(
            .invalidParams,
            "params.\(name) \(reason)",
            data: .object(["member": .text(name)])
        )
    }
}

/// A message that could not be read; `id` is the request's, where that much could be.
package struct RPCRejection: Error, Hashable, Sendable {
    package let fault: RPCFault
    package let id: RPCID?

    init(_ fault: RPCFault, of id: RPCID? = nil) {
        self.fault = fault
        self.id = id
    }
}
