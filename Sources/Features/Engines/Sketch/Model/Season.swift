/// A season, as settings and plants show it.
package enum Season: String, Hashable, Sendable, Codable, CaseIterable {
    case spring, summer, autumn, winter
}
