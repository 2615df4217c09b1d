import CZlib
import FoundationEssentials
import HTTPTypes

/// The coding in which text travels in a fraction of its bytes (RFC 1952).
enum Gzip {
    static let name = "gzip"
    /// zlib's largest window, and 16 that ask for gzip's frame.
    private static let windowBits: Int32 = 15 + 16
    private static let mostMemory: Int32 = 9

    /// The bytes in this coding, as small as zlib makes them; nil when that saves nothing.
    static func compressed(_ bytes: Data) -> Data? {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        guard
            deflateInit2_(
                &stream,
                Z_BEST_COMPRESSION,
                Z_DEFLATED,
                windowBits,
                mostMemory,
                Z_DEFAULT_STRATEGY,
                ZLIB_VERSION,
                size
            ) == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        var result = [UInt8](repeating: 0, count: bytes.count)
        var input = [UInt8](bytes)
        // Room for no more bytes than came: what does not get smaller does not fit, and is not worth sending.
        let status = input.withUnsafeMutableBufferPointer { input in
            result.withUnsafeMutableBufferPointer { result in
                (stream.next_in, stream.avail_in) = (input.baseAddress, UInt32(input.count))
                (stream.next_out, stream.avail_out) = (result.baseAddress, UInt32(result.count))
                return deflate(&stream, Z_FINISH)
            }
        }
        return status == Z_STREAM_END ? Data(result.prefix(Int(stream.total_out))) : nil
    }

    /// Whether the sender takes it (RFC 9110, section 12.5.3).
    static func isAccepted(by fields: HTTPFields) -> Bool {
        guard let codings = fields[.acceptEncoding] else { return false }
        return codings.lowercased().split(separator: ",").contains { coding in
            let parts = coding.filter { $0 != " " && $0 != "\t" }.split(separator: ";")
            let isRefused = parts.contains { $0.hasPrefix("q=") && Double($0.dropFirst(2)) == 0 }
            return (parts.first ?? "") == name && !isRefused
        }
    }
}
