import Accounts
import Kernel
import TestSupport
import Testing

/// A QR code that we made; `test_credentials_elsewhere.py` has another program read it.
struct OurQRCode: Decodable {
    let text: String
    let side: Int
    let path: String
}

struct QRCodeTests {
    @Test func `a text's squares are those that another program reads`() throws {
        let ours = try Fixture.read("ours_qr_code", as: OurQRCode.self)
        let code = try QRCode(Secret(ours.text))
        #expect(code.side == ours.side)
        #expect(code.path.reveal() == ours.path)
    }

    @Test func `a light margin of four modules is on every side`() throws {
        let code = try QRCode(Secret("otpauth://totp/x"))
        let dark = Self.runs(code.path.reveal())
        #expect(dark.map(\.x).min() == 4)
        #expect(dark.map(\.y).min() == 4)
        #expect(dark.map { $0.x + $0.length }.max() == code.side - 4)
        #expect(dark.map { $0.y + 1 }.max() == code.side - 4)
    }

    @Test func `the path is nothing but moves and lines`() throws {
        let path = try QRCode(Secret("otpauth://totp/x")).path.reveal()
        #expect(path.wholeMatch(of: #/(M\d+ \d+h\d+v1h-\d+z)+/#) != nil)
    }

    @Test(arguments: [("", QRCodeRefusal.unfit), (String(repeating: "x", count: 1_025), .unfit)])
    func `a text that does not fit is refused`(text: String, refusal: QRCodeRefusal) {
        #expect(throws: refusal) { try QRCode(Secret(text)) }
    }

    @Test func `the longest text fits`() throws {
        #expect(try QRCode(Secret(String(repeating: "x", count: 1_024))).side > 100)
    }

    private static func runs(_ path: String) -> [(x: Int, y: Int, length: Int)] {
        path.matches(of: #/M(\d+) (\d+)h(\d+)/#).map { match in
            (Int(match.1) ?? 0, Int(match.2) ?? 0, Int(match.3) ?? 0)
        }
    }
}
