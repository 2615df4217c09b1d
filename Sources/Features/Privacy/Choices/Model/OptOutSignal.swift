package import Kernel
import Store

/// What a browser says for its person with each request.
package enum OptOutSignal: String, Sendable, Codable, SQLConvertible {
    /// Global Privacy Control: `Sec-GPC: 1`.
    case gpc
    /// Do Not Track: `DNT: 1`, treated alike.
    case dnt
}

/// A signal, and since when it counts.
///
/// That it is not sent any more takes nothing back.
package struct SignalRecord: Hashable, Sendable {
    package let source: OptOutSignal
    package let at: Timestamp

    package init(source: OptOutSignal, at: Timestamp) {
        self.source = source
        self.at = at
    }
}
