/// What becomes of a waiting mail when its recipient has another address.
enum Readdressing {
    /// It goes to the old address, for that is whom it is about.
    case stays
    /// It goes to the new one.
    case follows
    /// It was about the old mailbox, and its links open nothing any more.
    case goes
}

extension MailKind {
    var readdressing: Readdressing {
        switch self {
        case .emailChanged: .stays
        case .confirmAddress, .addressInUse, .resetPassword, .resetUnknown, .emailChangeConfirm,
            .emailChangeInUse, .emailChangeNotice:
            .goes
        default: .follows
        }
    }
}
