package import Kernel

/// Proof that a purpose is allowed for a subject now.
///
/// Only the purpose gate mints one. It cannot be copied or kept: an operation borrows it, and work that lasts asks again.
package struct Permit<P: Purpose>: ~Copyable, Sendable {
    // The synthesised initialiser is internal: this target alone can call it.
    package let subject: SubjectID
}
