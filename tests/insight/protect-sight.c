/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an attacker writes down of what is shown. */
#include "protect-attack.h"

static Voice
voice_of_kind (const Attacker *attacker, guint kind)
{
  guint values[4];

  for (guint i = 0; i < 4; i++)
    {
      values[i] = kind % attacker->kinds[i];
      kind /= attacker->kinds[i];
    }
  return (Voice) { values[0], values[1], values[2], values[3], 0 };
}

static void
sight_clear (gpointer data)
{
  Sight *sight = data;

  g_free (sight->id);
  g_free (sight->kinds);
}

static gboolean
parts_people (EarDimension dimension)
{
  return dimension == EAR_DIMENSION_PLACE || dimension == EAR_DIMENSION_FEELING;
}

static Sight *
find_sight (const Attacker *attacker, const guint8 *kinds)
{
  for (guint s = 0; s < attacker->sights->len; s++)
    {
      Sight *sight = &g_array_index (attacker->sights, Sight, s);

      if (memcmp (sight->kinds, kinds, attacker->n_kinds) == 0)
        return sight;
    }
  return NULL;
}

/* @row, @column: (nullable): %NULL: the margin */
static guint8 *
kinds_of (const Attacker *attacker, const ProtectHeading *row, const ProtectHeading *column)
{
  guint8 *kinds = g_new0 (guint8, attacker->n_kinds);

  for (guint kind = 0; kind < attacker->n_kinds; kind++)
    {
      Voice voice = voice_of_kind (attacker, kind);

      kinds[kind] = (row == NULL || row->stands (&voice)) && (column == NULL || column->stands (&voice));
    }
  return kinds;
}

/* A figure that tables may have. Until it is seen in one it is not there. What is a total in one table is made of its parts in the
 * others, too. */
static void
expect_cell (Attacker *attacker, const EarDimension table[2], const ProtectHeading *row, const ProtectHeading *column)
{
  g_autofree guint8 *kinds = kinds_of (attacker, row, column);
  gboolean is_sum = (row == NULL && parts_people (table[0])) || (column == NULL && parts_people (table[1]));
  Sight *found = find_sight (attacker, kinds), sight = { 0 };

  if (found != NULL)
    {
      found->is_sum |= is_sum;
      return;
    }
  sight.id = g_strdup_printf ("%s/%s", row == NULL ? "" : row->key, column == NULL ? "" : column->key);
  sight.kinds = g_steal_pointer (&kinds);
  sight.is_sum = is_sum;
  sight.absent = TRUE;
  g_array_append_val (attacker->sights, sight);
}

static void
expect_row (Attacker *attacker, const EarDimension table[2], const ProtectHeading *row)
{
  expect_cell (attacker, table, row, NULL);
  for (gsize c = 0; c < N_HEADINGS; c++)
    {
      if (protect_headings[c].dimension == table[1])
        expect_cell (attacker, table, row, &protect_headings[c]);
    }
}

Attacker *
attacker_new (const EarDimension (*tables)[2], guint n_tables)
{
  static const EarDimension dimensions[]
    = { EAR_DIMENSION_PLACE, EAR_DIMENSION_FEELING, EAR_DIMENSION_THEME, EAR_DIMENSION_GROUP };
  static const guint kinds[] = { N_PLACES, N_FEELINGS, 1 << N_THEMES, 1 << N_GROUPS };
  Attacker *attacker = g_new0 (Attacker, 1);

  attacker->sights = g_array_new (FALSE, TRUE, sizeof (Sight));
  g_array_set_clear_func (attacker->sights, sight_clear);
  attacker->n_kinds = 1;
  for (guint i = 0; i < 4; i++)
    {
      gboolean used = FALSE;

      for (guint t = 0; t < n_tables; t++)
        used |= tables[t][0] == dimensions[i] || tables[t][1] == dimensions[i];
      attacker->kinds[i] = used ? kinds[i] : 1;
      attacker->n_kinds *= attacker->kinds[i];
    }
  for (guint t = 0; t < n_tables && tables[t][0] != EAR_DIMENSION_NONE; t++)
    {
      expect_row (attacker, tables[t], NULL);
      for (gsize r = 0; r < N_HEADINGS; r++)
        {
          if (protect_headings[r].dimension == tables[t][0])
            expect_row (attacker, tables[t], &protect_headings[r]);
        }
    }
  return attacker;
}

void
attacker_free (Attacker *attacker)
{
  g_array_unref (attacker->sights);
  g_free (attacker);
}

/* Each rule once more, as a person would write it on the back of an envelope. */
void
attacker_interval (const char *preset, EarShown shown, gboolean is_sum, gint64 *low, gint64 *high)
{
  gint64 n = shown.value;

  *low = *high = n;
  if (shown.hidden)
    {
      *low = 0;
      *high = -1;
    }
  else if (g_str_equal (preset, "research") && is_sum)
    {
      *low = 8;
      *high = -1;
    }
  else if ((g_str_equal (preset, "nhs") || g_str_equal (preset, "research")) && n > 0)
    {
      *low = n == 10 ? 8 : n - 2;
      *high = n + 2;
    }
  else if (g_str_equal (preset, "midpoint-6") && n > 0)
    {
      *low = n - 2;
      *high = n + 3;
    }
}

static const ProtectHeading *
heading_at (EarDimension dimension, const GPtrArray *headings, int index)
{
  for (gsize i = 0; index >= 0 && i < N_HEADINGS; i++)
    {
      if (protect_headings[i].dimension == dimension && g_str_equal (protect_headings[i].key, ((EarHeading *) headings->pdata[index])->key))
        return &protect_headings[i];
    }
  g_assert (index < 0);
  return NULL;
}

static void
see_cell (Attacker *attacker, const EarProtect *protect, const EarTable *table, int row, int column)
{
  const EarPreset *preset = ear_protect_get_preset (protect);
  g_autofree guint8 *kinds = kinds_of (attacker, heading_at (table->row_dimension, table->rows, row),
                                       heading_at (table->column_dimension, table->columns, column));
  Sight *sight = find_sight (attacker, kinds);
  EarCount count = column < 0 ? (row < 0 ? table->total : table->row_totals[row])
                   : row < 0  ? table->column_totals[column]
                              : ear_table_cell (table, row, column);

  sight->absent = FALSE;
  sight->present |= !preset->hide_zero && (row < 0 || column < 0);
  for (guint m = 0; m < N_MEASURES; m++)
    {
      EarShown shown = ear_protect_get_table (protect, table, EAR_PERIOD_YEAR, NULL, (EarMeasure) m, row, column);

      sight->hidden[m] = shown.hidden;
      sight->value[m] = m == EAR_MEASURE_VOICES ? count.contributions : count.sessions;
      attacker_interval (preset->name, shown, sight->is_sum && m == EAR_MEASURE_VOICES, &sight->low[m], &sight->high[m]);
      if (sight->present)
        sight->low[m] = MAX (sight->low[m], 1);
    }
  if (sight->low[EAR_MEASURE_VOICES] > 0)
    sight->low[EAR_MEASURE_SESSIONS] = MAX (sight->low[EAR_MEASURE_SESSIONS], 1);
}

void
attacker_see (Attacker *attacker, const EarProtect *protect, const EarTable *table)
{
  int n_columns = table->columns == NULL ? 0 : (int) table->columns->len;

  for (int row = -1; row < (int) table->rows->len; row++)
    {
      for (int column = -1; column < n_columns; column++)
        see_cell (attacker, protect, table, row, column);
    }
}

void
attacker_tell (const Attacker *attacker)
{
  for (guint s = 0; s < attacker->sights->len; s++)
    {
      const Sight *sight = &g_array_index (attacker->sights, Sight, s);

      if (!sight->absent)
        g_test_message ("%-30s voices %4u %-6s sessions %4u %s", sight->id, sight->value[0], sight->hidden[0] ? "hidden" : "",
                        sight->value[1], sight->hidden[1] ? "hidden" : "");
    }
}
