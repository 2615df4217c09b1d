import Imaging
import Kernel
import Studio

/// What a request and its pictures would count at Gemini, about: for clients that add up what they are told.
///
/// Charges follow our own prices, never these numbers.
struct TokenEstimate: Hashable, Sendable {
    /// Of a picture that is shown.
    static let perPicture = 560
    private static let perMade = 1_120
    private static let perMadeFine = 2_000
    /// Above it a picture is a fine one: the largest of 2K have 4.3 million pixels, the smallest of 4K 16.
    private static let mostUsualPixels = 8_000_000

    var text = 0
    var pictures = 0
    var made = 0

    var input: Int { text + pictures }
    var total: Int { input + made }

    init(words: [String], pictures: Int) {
        text = words.map(Self.tokens).reduce(0, +)
        self.pictures = pictures * Self.perPicture
    }

    init(of job: Job) {
        self.init(words: [job.prompt.text], pictures: job.inputs.count { $0.role == .picture })
        let sizes = job.images.prefix(1).map(\.size)
        made = sizes.map { $0.pixels > Self.mostUsualPixels ? Self.perMadeFine : Self.perMade }.reduce(0, +)
    }

    /// About four letters of Latin script, or one sign of Chinese.
    private static func tokens(in text: String) -> Int { (text.utf8.count + 3) / 4 }
}
