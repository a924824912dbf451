/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which small numbers are hidden, how the others are rounded, and what can be told from a rounded one. */
#include "ear-protect-private.h"

#include <glib/gi18n-lib.h>

/* A rule that hides or rounds more than this would leave nothing to read. */
#define MOST 1000

/**
 * ear_presets:
 *
 * The rules that come with the program, each of which can be changed (ear_preset_parse()).
 *
 * nhs: NHS Digital, Disclosure control methodology for Hospital Episode Statistics and Emergency Care Data Set (2018), below
 *   the national level: 1 to 7 hidden, other counts rounded to 5, zeros shown. Since then also used for other collections,
 *   such as the National Child Measurement Programme and sexual and reproductive health (2020).
 * friends-and-family: NHS England, Friends and Family Test data (monthly, from 2013; rules as in its published pipeline,
 *   2025): 1 to 4 responses hidden, with a second cell where one alone could be worked out; nothing rounded.
 * research: OpenSAFELY, Statistical disclosure control, in its documentation (2023): 7 or fewer redacted, what is left
 *   rounded to 5, totals made anew from the rounded.
 * midpoint-6: OpenSAFELY, the same: counts rounded to the middle of bands of six, 1 to 6 as 3, 7 to 12 as 9.
 * internal: as counted. Not to be published.
 */
const EarPreset ear_presets[] = {
  { "nhs", 7, FALSE, 5, 0, FALSE },
  { "friends-and-family", 4, FALSE, 0, 0, FALSE },
  { "research", 7, TRUE, 5, 0, TRUE },
  { "midpoint-6", 0, FALSE, 0, 6, FALSE },
  { "internal", 0, FALSE, 0, 0, FALSE },
  { NULL },
};

static const struct
{
  const char *name;
  const char *label;
} labels[] = {
  { "nhs", N_ ("NHS, below national level") },
  { "friends-and-family", N_ ("Friends and Family Test") },
  { "research", N_ ("Research") },
  { "midpoint-6", N_ ("Middle of bands of six") },
  { "internal", N_ ("Internal, not to be published") },
};

static const EarPreset *
find_preset (const char *name)
{
  for (gsize i = 0; ear_presets[i].name != NULL; i++)
    {
      if (g_str_equal (ear_presets[i].name, name))
        return &ear_presets[i];
    }
  return NULL;
}

static gboolean
parse_part (const char *part, EarPreset *preset)
{
  g_auto (GStrv) pair = g_strsplit (part, "=", 2);
  guint64 number;

  if (g_strv_length (pair) != 2)
    return FALSE;
  if (g_str_equal (pair[0], "zero"))
    {
      preset->hide_zero = g_str_equal (pair[1], "hide");
      return preset->hide_zero || g_str_equal (pair[1], "show");
    }
  if (g_str_equal (pair[0], "totals"))
    {
      preset->sum_totals = g_str_equal (pair[1], "sum");
      return preset->sum_totals || g_str_equal (pair[1], "round");
    }
  if (!g_ascii_string_to_unsigned (pair[1], 10, 0, MOST, &number, NULL))
    return FALSE;
  if (g_str_equal (pair[0], "hide"))
    preset->hide_to = (guint) number;
  else if (g_str_equal (pair[0], "round"))
    preset->round_to = number == 1 ? 0 : (guint) number;
  else if (g_str_equal (pair[0], "band"))
    preset->midpoint = number == 1 ? 0 : (guint) number;
  else
    return FALSE;
  return preset->round_to == 0 || preset->midpoint == 0;
}

/**
 * ear_preset_parse:
 * @text: a preset's name, after which a colon and changes of it may stand: "nhs:hide=4,round=10,zero=hide,totals=sum" or
 *   "midpoint-6:band=10"
 * @preset: (out caller-allocates)
 *
 * Returns: whether it could be read; else EAR_INSIGHT_ERROR_PRESET. Any thread.
 */
gboolean
ear_preset_parse (const char *text, EarPreset *preset, GError **error)
{
  g_auto (GStrv) halves = g_strsplit (text, ":", 2);
  g_auto (GStrv) parts = g_strsplit (halves[0] == NULL || halves[1] == NULL ? "" : halves[1], ",", -1);
  const EarPreset *found = halves[0] == NULL ? NULL : find_preset (halves[0]);
  gboolean good = found != NULL && !g_str_has_suffix (text, ":");

  if (good)
    *preset = *found;
  for (guint i = 0; good && parts[i] != NULL; i++)
    good = parse_part (parts[i], preset);
  if (!good)
    g_set_error (error, EAR_INSIGHT_ERROR, EAR_INSIGHT_ERROR_PRESET,
                 _ ("“%s” is no way to protect small numbers. Use nhs, friends-and-family, research, midpoint-6 or internal, "
                    "and after a colon what is to differ, such as nhs:hide=9,round=10,zero=hide."),
                 text);
  return good;
}

/**
 * ear_preset_to_string:
 *
 * Returns: (transfer full): what ear_preset_parse() reads as the same preset.
 */
char *
ear_preset_to_string (const EarPreset *preset)
{
  const EarPreset *usual = find_preset (preset->name);
  g_autoptr (GString) text = g_string_new (NULL);

  if (preset->hide_to != usual->hide_to)
    g_string_append_printf (text, ",hide=%u", preset->hide_to);
  /* One that takes the other's place follows what clears it. */
  if (preset->round_to != usual->round_to && preset->round_to == 0)
    g_string_append (text, ",round=0");
  if (preset->midpoint != usual->midpoint)
    g_string_append_printf (text, ",band=%u", preset->midpoint);
  if (preset->round_to != usual->round_to && preset->round_to != 0)
    g_string_append_printf (text, ",round=%u", preset->round_to);
  if (preset->hide_zero != usual->hide_zero)
    g_string_append_printf (text, ",zero=%s", preset->hide_zero ? "hide" : "show");
  if (preset->sum_totals != usual->sum_totals)
    g_string_append_printf (text, ",totals=%s", preset->sum_totals ? "sum" : "round");
  if (text->len > 0)
    text->str[0] = ':';
  return g_strconcat (preset->name, text->str, NULL);
}

const char *
ear_preset_label (const EarPreset *preset)
{
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      if (g_str_equal (labels[i].name, preset->name))
        return _ (labels[i].label);
    }
  return preset->name;
}

/**
 * ear_preset_describe:
 *
 * Returns: (transfer full): what happens to figures, for whoever reads them.
 */
char *
ear_preset_describe (const EarPreset *preset)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (ear_preset_is_internal (preset))
    return g_strdup (_ ("Figures are as counted."));
  if (preset->hide_to > 0)
    g_string_append_printf (text, preset->hide_zero ? _ ("Figures from 0 to %u are hidden.") : _ ("Figures from 1 to %u are hidden."),
                            preset->hide_to);
  else if (preset->hide_zero)
    g_string_append (text, _ ("Zeros are hidden."));
  if (text->len > 0)
    g_string_append_c (text, ' ');
  if (preset->midpoint > 0)
    g_string_append_printf (text, _ ("Other figures stand for a band of %u and are shown as its middle: %u stands for 1 to %u."),
                            preset->midpoint, ear_preset_round (preset, preset->hide_to + 1), preset->midpoint);
  else if (preset->round_to > 0)
    g_string_append_printf (text, _ ("Other figures are rounded to the nearest %u."), preset->round_to);
  else
    g_string_append (text, _ ("Other figures are not rounded."));
  if (preset->sum_totals)
    g_string_append_printf (text, " %s", _ ("Totals are the sums of what is shown."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * ear_preset_is_internal:
 *
 * Returns: whether it protects nothing.
 */
gboolean
ear_preset_is_internal (const EarPreset *preset)
{
  return preset->hide_to == 0 && !preset->hide_zero && preset->round_to == 0 && preset->midpoint == 0;
}

gboolean
ear_preset_hides (const EarPreset *preset, guint value)
{
  return value == 0 ? preset->hide_zero : value <= preset->hide_to;
}

/* What stands for a figure that is not hidden. Halves are rounded up. */
guint
ear_preset_round (const EarPreset *preset, guint value)
{
  if (value == 0)
    return 0;
  if (preset->midpoint > 0)
    return (value + preset->midpoint - 1) / preset->midpoint * preset->midpoint - preset->midpoint / 2;
  if (preset->round_to > 0)
    return (value + preset->round_to / 2) / preset->round_to * preset->round_to;
  return value;
}

/* Of which figures, none of them hidden, @shown may stand. Rounding keeps order, so they lie beside each other, but for
 * a zero from which some were hidden. */
void
ear_preset_interval (const EarPreset *preset, guint shown, gint64 *low, gint64 *high)
{
  guint width = MAX (MAX (preset->round_to, preset->midpoint), 1);
  guint first = shown > width ? shown - width : 0;

  *low = *high = -1;
  for (guint value = first; value <= shown + width; value++)
    {
      if (ear_preset_hides (preset, value) || ear_preset_round (preset, value) != shown)
        continue;
      if (*low < 0)
        *low = value;
      *high = value;
    }
  g_assert (*low >= 0);
}

/* The hidden range: what a guarded cell must be able to be. Where bands are shown it is the first of them. */
void
ear_preset_need (const EarPreset *preset, gint64 *low, gint64 *high)
{
  *low = preset->hide_zero ? 0 : 1;
  *high = MAX (preset->hide_to, preset->midpoint);
}

/**
 * ear_shown_text:
 *
 * Returns: (transfer full): as it stands in a document for people.
 */
char *
ear_shown_text (EarShown shown)
{
  return shown.hidden ? g_strdup (EAR_SHOWN_MARK) : g_strdup_printf ("%u", shown.value);
}

/**
 * ear_shown_percent:
 *
 * Made from what is shown alone, so that it tells nothing more. Of a rounded part that is larger than its rounded whole it
 * is 100.
 */
int
ear_shown_percent (EarShown part, EarShown whole)
{
  if (part.hidden || whole.hidden || whole.value == 0)
    return -1;
  return (int) MIN (100, ((guint64) part.value * 200 + whole.value) / (2 * (guint64) whole.value));
}
