/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of dimensions, and the SQL that gives each voice its headings. */
#include "ear-dimension.h"

#include <glib/gi18n-lib.h>

#include "ear-terms.h"

static const struct
{
  EarDimension dimension;
  const char *name;
  const char *label;
} dimensions[] = {
  { EAR_DIMENSION_THEME, "theme", N_ ("Theme") },    { EAR_DIMENSION_GROUP, "group", N_ ("Group") },
  { EAR_DIMENSION_PRIORITY, "priority", N_ ("Priority") }, { EAR_DIMENSION_PLACE, "place", N_ ("Place") },
  { EAR_DIMENSION_PERIOD, "period", N_ ("Period") }, { EAR_DIMENSION_FEELING, "feeling", N_ ("Feeling") },
};

/**
 * ear_dimension_from_name:
 * @name: "theme", "group", "priority", "place", "period" or "feeling"
 *
 * Returns: whether there is a dimension of that name.
 */
gboolean
ear_dimension_from_name (const char *name, EarDimension *dimension)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dimensions); i++)
    {
      if (g_strcmp0 (dimensions[i].name, name) == 0)
        {
          *dimension = dimensions[i].dimension;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * ear_dimension_label:
 *
 * Returns: (transfer none): how the program says it, translated; the empty string for none.
 */
const char *
ear_dimension_label (EarDimension dimension)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dimensions); i++)
    {
      if (dimensions[i].dimension == dimension)
        return _ (dimensions[i].label);
    }
  return "";
}

static char *
write_feeling (void)
{
  g_autoptr (GString) sql = g_string_new ("CASE v.feeling");

  for (guint i = 0; EAR_TERMS_FEELING[i] != NULL; i++)
    g_string_append_printf (sql, " WHEN '%s' THEN %u", EAR_TERMS_FEELING[i], i + 1);
  g_string_append (sql, " END");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* A moment begins with YYYY-MM, or is a year alone. Months are counted from year 0 and larger periods made of them; each
 * number is twice that, and one less than the first period of the year for a year alone. */
static char *
write_period (EarPeriod period)
{
  static const char year[] = "CAST (substr (v.happened, 1, 4) AS INTEGER)";
  static const char month[] = "CAST (substr (v.happened, 6, 2) AS INTEGER)";
  guint in_year = ear_period_in_year (period);
  g_autofree char *months = g_strdup_printf ("(%s * 12 + %s - 1 - %d)", year, month,
                                             period == EAR_PERIOD_FINANCIAL_YEAR ? 3 : 0);

  if (period == EAR_PERIOD_YEAR)
    return g_strdup_printf ("%s * 2", year);
  return g_strdup_printf ("CASE WHEN length (v.happened) = 4 THEN %s * %u - 1 ELSE %s / %u * 2 END", year, in_year * 2,
                          months, 12 / in_year);
}

/* Which theme is evidence for which item: mapped to it or to one below it, itself or by a theme above it. It is the
 * view voice_priorities with the themes not yet turned into voices: there are few themes and many voices. */
static char *
write_items (const EarSide *side, const char *prefix)
{
  g_autofree char *only = side->strategy == 0 ? g_strdup ("")
                                              : g_strdup_printf (" AND p.strategy = %" G_GINT64_FORMAT, side->strategy);

  return g_strdup_printf ("%s_items (theme, item, strategy) AS MATERIALIZED ("
                          "SELECT DISTINCT up.node, down.ancestor, p.strategy FROM mappings m "
                          "CROSS JOIN theme_now s_now ON s_now.theme = m.theme "
                          "CROSS JOIN ancestry up ON up.record_table = 'themes' AND up.ancestor = s_now.now "
                          "CROSS JOIN ancestry down ON down.record_table = 'priorities' AND down.node = m.priority "
                          "CROSS JOIN priorities p ON p.n = down.ancestor CROSS JOIN strategies s ON s.n = p.strategy "
                          "WHERE m.state = 0 AND s.state = 0%s)",
                          prefix, only);
}

/* Each voice with each of its headings once, so that counting rows counts voices. CROSS JOIN is SQLite's way to say in
 * which order tables are read: left to itself it reads the whole ancestry for every voice. */
static char *
write_pairs (const EarSide *side, const char *prefix)
{
  g_autofree char *items = NULL;

  switch (side->dimension)
    {
    case EAR_DIMENSION_THEME:
      return g_strdup_printf ("%s (voice, heading) AS MATERIALIZED (SELECT DISTINCT t.contribution, a.ancestor "
                              "FROM voice_themes t "
                              "CROSS JOIN ancestry a ON a.record_table = 'themes' AND a.node = t.theme)",
                              prefix);
    case EAR_DIMENSION_GROUP:
      return g_strdup_printf ("%s (voice, heading) AS MATERIALIZED (SELECT DISTINCT g.contribution, a.ancestor "
                              "FROM voice_groups g "
                              "CROSS JOIN ancestry a ON a.record_table = 'groups' AND a.node = g.\"group\")",
                              prefix);
    case EAR_DIMENSION_PRIORITY:
      items = write_items (side, prefix);
      if (side->strategy != 0)
        return g_strdup_printf ("%s, %s (voice, heading) AS MATERIALIZED (SELECT DISTINCT t.contribution, i.item "
                                "FROM voice_themes t CROSS JOIN %s_items i ON i.theme = t.theme)",
                                items, prefix, prefix);
      return g_strdup_printf ("%s, %s (voice, heading) AS MATERIALIZED (SELECT t.contribution, i.item FROM voice_themes t "
                              "CROSS JOIN %s_items i ON i.theme = t.theme UNION SELECT t.contribution, -i.strategy "
                              "FROM voice_themes t CROSS JOIN %s_items i ON i.theme = t.theme)",
                              items, prefix, prefix, prefix);
    case EAR_DIMENSION_NONE:
    case EAR_DIMENSION_PLACE:
    case EAR_DIMENSION_PERIOD:
    case EAR_DIMENSION_FEELING:
    default:
      return NULL;
    }
}

/**
 * ear_side_write:
 * @prefix: begins every name the SQL makes, so that two sides do not meet
 * @sql: (out caller-allocates): to be cleared with ear_side_sql_clear()
 */
void
ear_side_write (const EarSide *side, const char *prefix, EarSideSql *sql)
{
  sql->with = write_pairs (side, prefix);
  sql->join = g_strdup ("");
  if (sql->with != NULL)
    {
      g_free (sql->join);
      sql->join = g_strdup_printf (" LEFT JOIN %s ON %s.voice = v.n", prefix, prefix);
      sql->expression = g_strdup_printf ("%s.heading", prefix);
    }
  else if (side->dimension == EAR_DIMENSION_PLACE)
    {
      g_free (sql->join);
      sql->join = g_strdup_printf (" LEFT JOIN ancestry %s ON %s.record_table = 'places' AND %s.node = v.place", prefix,
                                   prefix, prefix);
      sql->expression = g_strdup_printf ("%s.ancestor", prefix);
    }
  else if (side->dimension == EAR_DIMENSION_PERIOD)
    sql->expression = write_period (side->period);
  else if (side->dimension == EAR_DIMENSION_FEELING)
    sql->expression = write_feeling ();
  else
    sql->expression = g_strdup ("NULL");
}

void
ear_side_sql_clear (EarSideSql *sql)
{
  g_clear_pointer (&sql->with, g_free);
  g_clear_pointer (&sql->join, g_free);
  g_clear_pointer (&sql->expression, g_free);
}
