package import Imaging

/// What techniques do to a drawing once it is pixels: pigment on paper, cells, screens of dots, tesserae, glow.
///
/// Work runs on Imaging's threads and stops when the calling task is cancelled. Pictures are opaque; one with an alpha
/// channel, or a number out of its range, throws `ImagingError.outOfRange`. The same picture, look and seed give the same
/// pixels. What a look calls units are thousandths of the result's short side.
package struct Textures: Sendable {
    let imaging: Imaging

    package init(imaging: Imaging) {
        self.imaging = imaging
    }
}
