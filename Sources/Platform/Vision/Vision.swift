package import Imaging

/// Tools that look at pictures and repaint them: light, colour, detail, styles, subjects, repairs, faces.
///
/// Work runs on Imaging's threads and stops when the calling task is cancelled. A number out of its range throws
/// `ImagingError.outOfRange`, a mask of another size than its picture too. A neutral number gives the picture back as it
/// is. Alpha stays as it is, save where a tool says otherwise. The same input gives the same result, to the bit.
package struct Vision: Sendable {
    /// Where Debian's opencv-data puts its cascades.
    package static let debianCascades = "/usr/share/opencv4/haarcascades"

    let imaging: Imaging
    let cascades: String

    /// `cascades` is the folder of the face detector's files, which are read when faces are looked for.
    package init(imaging: Imaging, cascades: String = debianCascades) {
        self.imaging = imaging
        self.cascades = cascades
    }
}
