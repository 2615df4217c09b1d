import Accounts
import Kernel
import Testing

struct Printing {
    @Test func `prints`() async throws {
        for text in ["correct horse battery staple", "密碼雖然短但是很難猜中喔", "caf\u{E9} au lait noir"] {
            print("PRINTED", try await PasswordKeeper().hash(Password(text)).text)
        }
    }
}
