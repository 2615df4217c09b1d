import Analytics
package import Kernel
import Purposes

extension Core {
    /// What an installation's counting of use rests on.
    package struct UsageChoices: Sendable {
        /// Where the day's salts come from.
        package var salts = Randomness.system
        /// What tells its pseudonyms from another installation's.
        package var site = "localhost"

        package init() {}
    }
}

/// Leave to count somebody's use, from the purpose gate.
///
/// A browser that has chosen nothing has consented to nothing; counting that rests on a legitimate interest it can refuse
/// by its signal.
struct GatedUsage: UsageLeave {
    let gate: PurposeGate
    let basis: LegalBasis

    func allows(_ asker: UsageAsker) async -> Bool {
        guard let subject = asker.subject else { return basis == .legitimateInterests && !asker.saysNo }
        do {
            _ = try await gate.permit(MeasureUsage.self, for: subject)
            return true
        } catch {
            return false
        }
    }
}
