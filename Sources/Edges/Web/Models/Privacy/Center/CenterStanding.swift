import Kernel
import Privacy

/// How the choices, restrictions and holds of somebody stand, as the page of their data tells them.
struct CenterStanding: Sendable {
    var consents: [ConsentStanding] = []
    var objections: [Objection] = []
    var restrictions: [Restriction] = []
    var frozenSince: Timestamp?
    var holds: [Hold] = []
    /// Deletions that wait for their time.
    var removals: [Removal] = []
}
