package import FoundationEssentials
import Kernel

/// One try of a client to order, where its surface joins retries that name themselves by nothing.
///
/// Some clients send a request again whose answer they did not get, unasked and unmarked; their person must not pay twice.
package struct OrderAttempt: Hashable, Sendable {
    package enum Joining: Hashable, Sendable {
        /// The client says that it tries again: the newest job of the same request, whatever became of its answer.
        case newest
        /// It says nothing: a job only whose answer never reached its client whole.
        case orphan
    }

    /// How long a request is recognised.
    static let lifetime: Duration = .seconds(15 * 60)

    /// A digest of what makes this request another one: key, method, path and content.
    let fingerprint: Data
    let joining: Joining

    package init(fingerprint: Data, joining: Joining) {
        self.fingerprint = fingerprint
        self.joining = joining
    }
}
