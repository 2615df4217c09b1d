import FoundationEssentials
import HTTPKit
import Hummingbird
import Kernel

/// Takes bodies that pictures come in as text: large ones few at a time, for they are held in memory.
///
/// Nobody asks what media type they claim to be: curl says that JSON is a form when it is told nothing. Of somebody who is not known a
/// body of words alone is taken: much memory is for people who are.
struct LargeBodies: Sendable {
    /// A history of pictures comes whole with each turn: 100 MB.
    private static let usual = 100 << 20
    /// A body of words alone waits for nobody.
    private static let small = 1 << 20
    /// For the whole of it.
    private static let patience: Duration = .seconds(300)

    private let longest: Int
    private let gate = UploadGate()

    init(upTo longest: Int = LargeBodies.usual) {
        self.longest = longest
    }

    /// - Throws: `Problem` `body_too_large`, `body_too_slow`, `too_busy`.
    func read(_ request: Request, _ context: AppContext) async throws -> Data {
        let length = request.headers[.contentLength].flatMap { Int($0) }
        if context.person == nil || length.map({ $0 <= Self.small }) == true {
            return Data(try await request.wholeBody(upTo: Self.small).readableBytesView)
        }
        return try await gate.pass(from: context.client?.network) {
            Data(try await request.wholeBody(upTo: longest, within: Self.patience).readableBytesView)
        }
    }
}
