import FoundationEssentials
package import Kernel
import Vault

/// The key to one decision: its id, and a mark that only we can make.
///
/// Whoever was told of a decision can have it looked at, with or without an account; nothing is stored for it.
package struct AppealLink: Hashable, Sendable {
    static let markLength = 32

    package let decision: DecisionID
    /// 128 bits in hexadecimal.
    package let mark: Secret

    /// `dec_…-mark`, as it stands in addresses.
    package var text: String { "\(decision.text)-\(mark.reveal())" }

    init(_ decision: DecisionID, mark: Secret) {
        self.decision = decision
        self.mark = mark
    }

    /// Reads what stands in an address; whether the mark is right is another question.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let decision = DecisionID(parts[0]), parts[1].utf8.count == Self.markLength,
            parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        self.init(decision, mark: Secret(String(parts[1])))
    }
}

extension Moderation {
    package func link(to decision: DecisionID) -> AppealLink {
        AppealLink(decision, mark: Secret(hexadecimal(vault.index(decision.value.bytes, as: "appeal"))))
    }

    func isGenuine(_ appeal: AppealLink) -> Bool {
        link(to: appeal.decision).mark.matches(appeal.mark.reveal())
    }

    /// What the register calls a member of staff.
    package func pseudonym(of staff: SubjectID) -> StaffPseudonym {
        StaffPseudonym(hexadecimal(vault.index(staff.value.bytes, as: "staff pseudonym").prefix(8)))
    }

    private func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.prefix(AppealLink.markLength / 2).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
