package import FoundationEssentials
import HTTPKit
package import Wire

/// One message of a client (JSON-RPC 2.0, section 4).
package enum RPCMessage: Hashable, Sendable {
    case request(RPCRequest)
    case notification(method: String, params: [String: JSONPart])
    /// To a question that we never ask.
    case answer

    /// - Throws: `RPCRejection`.
    init(_ part: JSONPart) throws(RPCRejection) {
        guard let members = part.asObject else {
            throw RPCRejection(RPCFault(.invalidRequest, "A message is a JSON object."))
        }
        let id = members["id"].flatMap { RPCID($0) }
        guard members["jsonrpc"] == .text("2.0") else {
            throw RPCRejection(RPCFault(.invalidRequest, "jsonrpc is \"2.0\"."), of: id)
        }
        guard let method = members["method"]?.asText else {
            let isAnswer = members["method"] == nil && (members["result"] != nil || members["error"] != nil)
            guard isAnswer else {
                throw RPCRejection(RPCFault(.invalidRequest, "method is a string."), of: id)
            }
            self = .answer
            return
        }
        guard let params = (members.sent("params") ?? .object([:])).asObject else {
            throw RPCRejection(RPCFault(.invalidParams, "params is a JSON object."), of: id)
        }
        guard members["id"] != nil else {
            self = .notification(method: method, params: params)
            return
        }
        guard let id else {
            throw RPCRejection(
                RPCFault(.invalidRequest, "id is a string or a whole number, at most 256 bytes or 2^53 - 1.")
            )
        }
        self = .request(RPCRequest(id: id, method: method, params: params))
    }
}

package struct RPCRequest: Hashable, Sendable {
    package let id: RPCID
    package let method: String
    package let params: [String: JSONPart]

    /// What the message says about itself.
    package var meta: [String: JSONPart] { params["_meta"]?.asObject ?? [:] }

    /// By which its sender knows news of its progress.
    var progressToken: RPCID? { meta["progressToken"].flatMap { RPCID($0) } }
}

/// The text of one request over HTTP, or of one line.
package enum RPCText: Sendable {
    /// Messages of one batch.
    static let longestBatch = 16

    case one(RPCMessage)
    /// Each read or refused by itself.
    case batch([Result<RPCMessage, RPCRejection>])

    /// - Throws: `RPCRejection`.
    package init(_ text: Data) throws(RPCRejection) {
        let part = try Self.part(text)
        guard let items = part.asList else {
            self = .one(try RPCMessage(part))
            return
        }
        guard (1...Self.longestBatch).contains(items.count) else {
            let sentence = "A batch has 1 to \(Self.longestBatch) messages."
            throw RPCRejection(RPCFault(.invalidRequest, sentence))
        }
        self = .batch(
            items.map { item in
                do throws(RPCRejection) { return .success(try RPCMessage(item)) } catch {
                    return .failure(error)
                }
            }
        )
    }

    private static func part(_ text: Data) throws(RPCRejection) -> JSONPart {
        // The decoder takes broken UTF-8 for a wrong type.
        guard JSONPart.isBounded(text), String(validating: text, as: UTF8.self) != nil,
            let part = try? JSONDecoder().decode(JSONPart.self, from: text)
        else { throw RPCRejection(RPCFault(.parseError, "The message is no JSON, or is nested too deeply.")) }
        let twice: String?
        do { twice = try RepeatedMembers.first(in: text) } catch {
            throw RPCRejection(RPCFault(.parseError, "The message is nested too deeply."))
        }
        if let twice {
            throw RPCRejection(
                RPCFault(.invalidRequest, "The member \(twice.prefix(64)) stands there twice.")
            )
        }
        return part
    }
}
