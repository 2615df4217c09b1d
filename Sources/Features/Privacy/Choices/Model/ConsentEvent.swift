package import Kernel
import Store

package enum ConsentKind: Identified {
    package static let idPrefix = "cns"
}

/// One decision about a consent.
package typealias ConsentID = ID<ConsentKind>

/// What became of a consent; the states of ISO/IEC TS 27560 that we use.
package enum ConsentState: String, Sendable, CaseIterable, SQLConvertible {
    case given
    case refused
    case withdrawn
    case expired
}

/// Where a decision was made.
package enum ChoiceMethod: String, Sendable, CaseIterable, SQLConvertible {
    /// A button on the page of cookies and choices.
    case choicePage = "choice_page"
    /// A button where a page asked.
    case asked
    case center
    case preferences
    case programs
    /// A link in a mail.
    case mail
    /// Brought along by a browser that signed in.
    case carried
    /// By itself, since its time was over.
    case time
}

/// A line of the consent ledger, never changed.
package struct ConsentEvent: Hashable, Sendable {
    /// How long a grant lasts, and how long nobody is asked again.
    package static let lifetime: Duration = .days(183)

    /// Higher than those of earlier decisions about the same purpose.
    package internal(set) var id: ConsentID
    package let subject: SubjectID
    /// The purpose's key.
    package let purpose: String
    package let state: ConsentState
    package let at: Timestamp
    /// Until when it counts, and nobody asks again.
    package let endsAt: Timestamp
    package let policyVersion: String
    /// SHA-256 of the words that were shown, in hexadecimal.
    package let noticeHash: String
    package let language: Language
    package let method: ChoiceMethod
}
