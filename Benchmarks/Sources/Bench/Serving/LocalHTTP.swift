import Foundation
import Glibc

/// The plainest client: one connection a request, everything counted that comes over the wire.
struct LocalHTTP: Sendable {
    struct Answer {
        let status: Int
        /// Head and body as they came.
        let wireBytes: Int
        private let head: String
        let body: Data

        fileprivate init?(_ received: Data) {
            guard let gap = received.firstRange(of: Data("\r\n\r\n".utf8)) else { return nil }
            head = String(decoding: received[..<gap.lowerBound], as: UTF8.self)
            let words = head.prefix { $0 != "\r\n" }.split(separator: " ")
            guard words.count > 1, let status = Int(words[1]) else { return nil }
            self.status = status
            wireBytes = received.count
            let rest = received[gap.upperBound...]
            let isChunked = head.lowercased().contains("transfer-encoding: chunked")
            body = isChunked ? Self.joined(rest) : Data(rest)
        }

        var text: String { String(decoding: body, as: UTF8.self) }

        /// Values of a field, in their order.
        func fields(_ name: String) -> [String] {
            head.split(separator: "\r\n").dropFirst().compactMap { line in
                let parts = line.split(separator: ":", maxSplits: 1)
                guard parts.count == 2, parts[0].lowercased() == name else { return nil }
                return parts[1].trimmingCharacters(in: .whitespaces)
            }
        }

        private static func joined(_ chunks: Data) -> Data {
            var (rest, whole) = (chunks, Data())
            while let end = rest.firstRange(of: Data("\r\n".utf8)),
                let count = Int(String(decoding: rest[..<end.lowerBound], as: UTF8.self), radix: 16),
                count > 0,
                rest.distance(from: end.upperBound, to: rest.endIndex) >= count
            {
                whole += rest[end.upperBound...].prefix(count)
                rest = rest[end.upperBound...].dropFirst(count + 2)
            }
            return whole
        }
    }

    let port: UInt16

    func get(_ path: String, _ fields: [String: String] = [:]) throws -> Answer {
        try send("GET", path, fields, Data())
    }

    func post(_ path: String, _ fields: [String: String], _ body: Data) throws -> Answer {
        try send("POST", path, fields, body)
    }

    private func send(
        _ method: String,
        _ path: String,
        _ fields: [String: String],
        _ body: Data
    ) throws -> Answer {
        let socket = try connected()
        defer { close(socket) }
        var lines = ["\(method) \(path) HTTP/1.1", "Host: localhost:\(port)", "Connection: close"]
        lines += fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        if !body.isEmpty { lines.append("Content-Length: \(body.count)") }
        try write(Data((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body, to: socket)
        guard let answer = Answer(try readToEnd(of: socket)) else {
            throw Complaint("\(method) \(path) got no answer")
        }
        return answer
    }

    /// - Throws: when nobody listens.
    private func connected() throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeBytes(of: &address) { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) { connect(descriptor, $0.baseAddress, size) }
        }
        guard result == 0 else {
            close(descriptor)
            throw Complaint("nobody listens on port \(port)")
        }
        return descriptor
    }

    private func write(_ bytes: Data, to socket: Int32) throws {
        let sent = bytes.withUnsafeBytes {
            Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard sent == bytes.count else { throw Complaint("a request could not be sent") }
    }

    private func readToEnd(of socket: Int32) throws -> Data {
        var (received, buffer) = (Data(), [UInt8](repeating: 0, count: 65_536))
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count >= 0 else { throw Complaint("an answer broke off") }
            if count == 0 { return received }
            received += buffer.prefix(count)
        }
    }

    /// One that nobody listens on yet.
    static func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutableBytes(of: &address) { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) { place in
                bind(descriptor, place.baseAddress, size) == 0
                    && getsockname(descriptor, place.baseAddress, &size) == 0
            }
        }
        guard isBound else { throw Complaint("no port is free") }
        return UInt16(bigEndian: address.sin_port)
    }
}
