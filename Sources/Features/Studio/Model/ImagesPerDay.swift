/// Who somebody is to the server, for what they may order in a day.
package enum Standing: String, Hashable, Sendable, CaseIterable {
    /// Without an account.
    case visitor
    case member
    case staff
}

/// Pictures a day by who somebody is; nil without a limit.
package struct ImagesPerDay: Hashable, Sendable {
    package let visitor: Int?
    package let member: Int?
    package let staff: Int?

    package init(visitor: Int?, member: Int?, staff: Int?) {
        self.visitor = visitor
        self.member = member
        self.staff = staff
    }

    /// The same for everybody.
    package init(_ number: Int?) {
        self.init(visitor: number, member: number, staff: number)
    }

    subscript(standing: Standing) -> Int? {
        switch standing {
        case .visitor: visitor
        case .member: member
        case .staff: staff
        }
    }

    var hasLimits: Bool { visitor != nil || member != nil || staff != nil }
}
