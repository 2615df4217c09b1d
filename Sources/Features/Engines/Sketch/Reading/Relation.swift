/// How one thing stands to another.
package enum Relation: String, Codable, CaseIterable, Sendable {
    case on
    case under
    case beside
    case behind
    case inFront = "in_front"
    case above
    case between
    case inside
    /// In the ground's hand.
    case heldBy = "held_by"
    /// On the ground's head, neck or eyes.
    case wornBy = "worn_by"
}
