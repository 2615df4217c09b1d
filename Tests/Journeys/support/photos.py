"""Pictures that stand for photographs: soft, with texture, a subject and a background, the same on every run."""

import io
import random

from PIL import Image, ImageDraw, ImageFilter


def photograph(width: int = 1200, height: int = 900, seed: int = 1) -> Image.Image:
    """A yellow ball on a green meadow under a blue sky, with noise as cameras make it."""
    chance = random.Random(seed)
    picture = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(picture)
    for y in range(height):
        share = y / height
        colour = (120 + int(60 * share), 170, 230 - int(40 * share)) if share < 0.5 else (70, 130 - int(50 * share), 60)
        draw.line([(0, y), (width, y)], fill=colour)
    for _ in range(400):
        x, y = chance.randrange(width), chance.randrange(height // 2, height)
        draw.line([(x, y), (x + chance.randrange(-6, 6), y - chance.randrange(6, 20))], fill=(60, 150, 60), width=2)
    middle, radius = (width // 2, int(height * 0.55)), min(width, height) // 5
    draw.ellipse([middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius], fill=(240, 190, 40))
    draw.ellipse([middle[0] - radius // 2, middle[1] - radius // 2, middle[0], middle[1]], fill=(255, 230, 140))
    noise = Image.effect_noise((width, height), 12).convert("L")
    picture = Image.blend(picture, Image.merge("RGB", (noise, noise, noise)), 0.06)
    return picture.filter(ImageFilter.GaussianBlur(0.8))


def jpeg(picture: Image.Image, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=92, **options)
    return file.getvalue()
