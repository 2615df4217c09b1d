extension TextSize {
    /// The size on a canvas that is so many times as large, within what can be set.
    package func scaled(by factor: Double) -> TextSize {
        func bounded(_ size: Double) -> Double {
            min(max(size * factor, Self.sizes.lowerBound), Self.sizes.upperBound)
        }
        switch self {
        case .exactly(let size): return .exactly(bounded(size))
        case .fit(let sizes):
            let least = Int(bounded(Double(sizes.lowerBound)).rounded(.down))
            let most = Int(bounded(Double(sizes.upperBound)).rounded())
            return .fit(least...max(least, most))
        }
    }
}
