import CBOR
import Kernel
import TestSupport
import Testing

struct CBORDamageTests {
    /// One of everything, nested.
    static let sample: CBOR = [
        "fmt": "none", "attStmt": [:], "authData": .bytes(Array(0..<40)),
        "more": [
            1, -500, .unsigned(.max), .negative(.max), true, false, .null, .simple(255), .float(0.1), "香蕉",
        ],
        -7: .tagged(18, [.bytes([]), .float(1.5), .float(100_000)]),
    ]

    @Test func `no beginning of an item is an item`() {
        let bytes = Self.sample.encoded
        for length in 0..<bytes.count {
            #expect(throws: CBORError.truncated) { try CBOR(decoding: bytes.prefix(length)) }
        }
    }

    @Test func `nothing may follow an item`() {
        let bytes = Self.sample.encoded
        for extra in UInt8.min ... .max {
            #expect(throws: CBORError.trailingBytes) { try CBOR(decoding: bytes + [extra]) }
        }
    }

    @Test func `whatever a damaged byte makes is refused or keeps its meaning when written again`() throws {
        let bytes = Self.sample.encoded
        var (read, refused) = (0, 0)
        for place in bytes.indices {
            for value in UInt8.min ... .max where value != bytes[place] {
                var damaged = bytes
                damaged[place] = value
                guard let item = try? CBOR(decoding: damaged) else {
                    refused += 1
                    continue
                }
                read += 1
                #expect(item != Self.sample)
                #expect(try CBOR(decoding: item.encoded) == item)
            }
        }
        #expect(read > 1_000)
        #expect(refused > 1_000)
    }

    @Test func `random bytes are refused or keep their meaning when written again`() throws {
        let randomness = Randomness.seeded(8_949)
        for round in 0..<10_000 {
            let bytes = randomness.bytes(round % 40)
            guard let item = try? CBOR(decoding: bytes) else { continue }
            #expect(try CBOR(decoding: item.encoded) == item)
        }
    }
}
