/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The twelve ways to draw a theme: readable on their background, and told apart without colour. */
#include "ear-palette.h"

#include <math.h>

/* WCAG 2.2, “relative luminance” and “contrast ratio”. */
static double
part (guint32 value)
{
  double c = value / 255.0;

  return c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
}

static double
luminance (guint32 rgb)
{
  return 0.2126 * part (rgb >> 16) + 0.7152 * part (rgb >> 8 & 0xff) + 0.0722 * part (rgb & 0xff);
}

static double
contrast (guint32 one, guint32 other)
{
  double a = luminance (one), b = luminance (other);

  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

/* Libadwaita's view and window backgrounds. Graphical objects need 3:1 (1.4.11), in high contrast 4.5:1. */
static void
test_contrast (void)
{
  static const guint32 papers[2][2] = { { 0xffffff, 0xfafafb }, { 0x1d1d20, 0x222226 } };

  for (guint dark = 0; dark < 2; dark++)
    {
      for (guint step = 0; step < EAR_PALETTE_SIZE; step++)
        {
          for (guint paper = 0; paper < 2; paper++)
            {
              g_assert_cmpfloat (contrast (ear_palette_rgb (step, dark, FALSE), papers[dark][paper]), >=, 3);
              g_assert_cmpfloat (contrast (ear_palette_rgb (step, dark, TRUE), papers[dark][paper]), >=, 4.5);
            }
        }
    }
}

/* Any two are drawn with another line, or are apart in lightness, which is all that is left in grey. */
static void
test_grey (void)
{
  for (guint dark = 0; dark < 2; dark++)
    {
      for (guint one = 0; one < EAR_PALETTE_SIZE; one++)
        {
          for (guint other = 0; other < one; other++)
            {
              if (ear_palette_line (one) == ear_palette_line (other))
                g_assert_cmpfloat (contrast (ear_palette_rgb (one, dark, FALSE), ear_palette_rgb (other, dark, FALSE)), >=, 1.4);
            }
        }
    }
}

static void
test_step (void)
{
  EarId id = ear_id_new ();

  g_assert_cmpuint (ear_palette_step (&id, 0), ==, 0);
  g_assert_cmpuint (ear_palette_step (&id, 11), ==, 11);
  g_assert_cmpuint (ear_palette_step (&id, 12), ==, 0);
  g_assert_cmpuint (ear_palette_step (&id, -1), <, EAR_PALETTE_SIZE);
}

/* Each step has a name of its own, which says its line, too; the one that is offered is free as long as one is. */
static void
test_choice (void)
{
  guint n_themes[EAR_PALETTE_SIZE] = { 0 };

  for (guint one = 0; one < EAR_PALETTE_SIZE; one++)
    {
      for (guint other = 0; other < one; other++)
        g_assert_cmpstr (ear_palette_name (one), !=, ear_palette_name (other));
    }
  for (guint i = 0; i < 2 * EAR_PALETTE_SIZE; i++)
    {
      guint step = ear_palette_least_used (n_themes, 5);

      g_assert_cmpuint (n_themes[step], ==, i / EAR_PALETTE_SIZE);
      n_themes[step]++;
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/palette/contrast", test_contrast);
  g_test_add_func ("/palette/grey", test_grey);
  g_test_add_func ("/palette/choice", test_choice);
  g_test_add_func ("/palette/step", test_step);
  return g_test_run ();
}
