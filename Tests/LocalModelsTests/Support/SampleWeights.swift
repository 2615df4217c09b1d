import Crypto
import Foundation
import Kernel
import Outbound
import TestSupport
import Testing

@testable import LocalModels

/// Files in the shape of weights, whose numbers mean nothing.
enum SampleWeights {
    /// A safetensors file with one tensor of so many bytes.
    static func safetensors(_ size: Int = 64) -> Data {
        let head =
            #"{"__metadata__":{"format":"pt"},"w":{"dtype":"U8","shape":[\#(size)],"data_offsets":[0,\#(size)]}}"#
        return safetensors(head: head, Data(repeating: 7, count: size))
    }

    static func safetensors(head: String, _ numbers: Data = Data()) -> Data {
        let length = head.utf8.count
        let prefix = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
        return Data(prefix) + Data(head.utf8) + numbers
    }

    static let gguf = Data("GGUF".utf8) + Data([3, 0, 0, 0]) + Data(count: 16)
    /// The beginnings of what PyTorch writes: a ZIP file, and before that a bare pickle.
    static let pickles = [
        Data([0x50, 0x4B, 0x03, 0x04]) + Data(count: 60), Data([0x80, 0x02]) + Data(count: 60),
    ]
}

extension WeightsDigest {
    /// That of these bytes.
    init(of bytes: Data) {
        self.init(SHA256.hash(data: bytes))
    }
}

extension WeightsName {
    static let sample = WeightsName("tiny.safetensors")
}

extension Outbound {
    /// One that reaches this machine, and knows no name but by what it is told.
    static func forTests(
        localEngines: [HostLabel: Set<OutboundURL.Origin>] = [:],
        addresses: [IPAddress] = [],
        clock: Kernel.Clock = .system
    ) -> Outbound {
        Outbound(
            OutboundPolicy(isLocal: true, localEngines: localEngines),
            resolver: Resolver { _ in addresses },
            clock: clock,
            randomness: .seeded()
        )
    }
}

extension Data {
    /// Each byte as a scalar, which is what a scripted server writes.
    var script: String {
        String(String.UnicodeScalarView(map { Unicode.Scalar($0) }))
    }
}
