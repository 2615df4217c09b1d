package import Kernel

/// One sending of a form that is acted on once, however often it comes.
package struct SentForm: Sendable {
    /// Longer than the form of any page can be sent.
    static let memory: Duration = .days(1)

    let name: String
    let subject: SubjectID

    /// `name` is the same each time that this sending comes, and never that of another one.
    package init(_ name: String, of subject: SubjectID) {
        self.name = name
        self.subject = subject
    }
}
