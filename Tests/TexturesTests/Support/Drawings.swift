import Imaging
import Kernel

/// Pictures to test with.
enum Drawings {
    /// A red disc on a green field, below a sky that runs from dark to light.
    static let disc = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2" preserveAspectRatio="none">
        <defs><linearGradient id="sky" x2="0" y2="1"><stop offset="0" stop-color="#136"/>
        <stop offset="1" stop-color="#cde"/></linearGradient></defs>
        <rect width="2" height="2" fill="#7a6"/><rect width="2" height="1" fill="url(#sky)"/>
        <circle cx="1" cy="1" r="0.5" fill="#c22"/></svg>
        """

    /// The disc alone, as guides show things.
    static let guide = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2" preserveAspectRatio="none"
        shape-rendering="crispEdges"><rect width="2" height="2"/><circle cx="1" cy="1" r="0.5" fill="#000100"/></svg>
        """

    /// Something seen through.
    static let veil = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><circle cx="1" cy="1" r="1" fill="#c22"/></svg>
        """
}

extension RawPixels {
    func colour(_ x: Int, _ y: Int) -> [UInt8] { Array(self[x, y]) }

    var colours: Set<[UInt8]> {
        Set(stride(from: 0, to: bytes.count, by: bands).map { Array(bytes[$0..<$0 + bands]) })
    }
}
