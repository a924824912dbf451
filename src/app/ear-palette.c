/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-palette.h"

#include <glib/gi18n.h>

/* Hues side by side: blue, orange, green, magenta, as in M. Okabe and K. Ito's set for all kinds of colour vision. Each has 3:1
 * on its background at least; tests hold them to it. */
static const guint32 on_light[EAR_PALETTE_SIZE] = {
  0x123f7a, 0x6b3000, 0x004d40, 0x6a1b5a, 0x2a66b8, 0xa04a00, 0x00796b, 0xa0307f, 0x5b8fd6, 0xd0742a, 0x2f9e8f, 0xcc6bb0,
};
static const guint32 on_dark[EAR_PALETTE_SIZE] = {
  0xb4d0f7, 0xffcb99, 0x9be5d7, 0xf5bde6, 0x7aa7ea, 0xf09a4a, 0x4fbfae, 0xdc86c4, 0x5488cf, 0xc9752c, 0x2f9484, 0xb860a0,
};

/**
 * ear_palette_step:
 * @colour: the theme's own, from 0; less where it has none
 *
 * Returns: which of the twelve the theme has: its own, else one that follows from its id, the same on every laptop.
 */
guint
ear_palette_step (const EarId *theme, int colour)
{
  return (colour >= 0 ? (guint) colour : ear_id_hash (theme)) % EAR_PALETTE_SIZE;
}

/* A third of the way to black on light, or to white on dark. */
static guint32
strengthen (guint32 rgb, gboolean dark)
{
  guint32 strong = 0;

  for (guint shift = 0; shift < 24; shift += 8)
    {
      guint32 part = rgb >> shift & 0xff;

      strong |= (dark ? part + (0xff - part) / 3 : part - part / 3) << shift;
    }
  return strong;
}

guint32
ear_palette_rgb (guint step, gboolean dark, gboolean high_contrast)
{
  guint32 rgb = (dark ? on_dark : on_light)[step % EAR_PALETTE_SIZE];

  return high_contrast ? strengthen (rgb, dark) : rgb;
}

EarLine
ear_palette_line (guint step)
{
  return (EarLine) (step % 4);
}

/**
 * ear_palette_name:
 *
 * Returns: (transfer none): the colour and its line in words.
 */
const char *
ear_palette_name (guint step)
{
  static const char *const names[EAR_PALETTE_SIZE] = {
    N_ ("Dark blue, solid"), N_ ("Dark orange, dashed"), N_ ("Dark green, double"), N_ ("Dark magenta, dotted"),
    N_ ("Blue, solid"), N_ ("Orange, dashed"), N_ ("Green, double"), N_ ("Magenta, dotted"),
    N_ ("Light blue, solid"), N_ ("Light orange, dashed"), N_ ("Light green, double"), N_ ("Light magenta, dotted"),
  };

  return _ (names[step % EAR_PALETTE_SIZE]);
}

/**
 * ear_palette_least_used:
 * @n_themes: how many themes have each step
 * @first: the step that is preferred among equals; the others follow it
 *
 * Returns: a step that no theme has; where all are taken, one that the fewest have.
 */
guint
ear_palette_least_used (const guint n_themes[EAR_PALETTE_SIZE], guint first)
{
  guint least = first % EAR_PALETTE_SIZE;

  for (guint i = 1; i < EAR_PALETTE_SIZE; i++)
    {
      guint step = (first + i) % EAR_PALETTE_SIZE;

      if (n_themes[step] < n_themes[least])
        least = step;
    }
  return least;
}
