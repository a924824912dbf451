/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of voices and sessions as cells, with what a reader knows of them together:
 *
 * - Places, periods and feelings part the voices: rows and the margin add up. Themes, groups and priorities overlap: a
 *   margin is at least each row and at most all together.
 * - What stands above others in a tree holds them, and what it has beside them, which nobody is shown: where it could be
 *   worked out to be a small number it is guarded, too.
 * - A session may be in several rows of any kind, and is in none without a voice. */
#include "ear-protect-private.h"

typedef struct
{
  EarProtect *protect;
  const EarTable *table;
  const char *scope;
  const char *dimensions[2];
  guint n_columns; /* those that are shown; 0 with one dimension */
  guint *columns;  /* their indices */
} Builder;

/* One side of the table while the other stands still. */
typedef struct
{
  const Builder *builder;
  gboolean along_rows;
  int other; /* -1: the margin */
} Line;

const char *
ear_protect_dimension_id (EarDimension dimension, EarPeriod period)
{
  static const char *const periods[]
    = { [EAR_PERIOD_YEAR] = "year", [EAR_PERIOD_FINANCIAL_YEAR] = "financial-year", [EAR_PERIOD_QUARTER] = "quarter",
        [EAR_PERIOD_MONTH] = "month" };

  switch (dimension)
    {
    case EAR_DIMENSION_THEME:
      return "theme";
    case EAR_DIMENSION_GROUP:
      return "group";
    case EAR_DIMENSION_PRIORITY:
      return "priority";
    case EAR_DIMENSION_PLACE:
      return "place";
    case EAR_DIMENSION_PERIOD:
      return periods[period];
    case EAR_DIMENSION_FEELING:
      return "feeling";
    case EAR_DIMENSION_NONE:
    default:
      return "";
    }
}

/**
 * ear_protect_heading_id:
 *
 * Returns: (transfer full): the same for the same record, whatever it is called.
 */
char *
ear_protect_heading_id (const EarHeading *heading)
{
  return ear_id_is_none (&heading->id) ? g_strdup (heading->key) : ear_id_to_string (&heading->id);
}

static gboolean
is_none (const EarHeading *heading)
{
  static const char *const keys[]
    = { EAR_HEADING_NO_THEME, EAR_HEADING_NO_GROUP, EAR_HEADING_NO_PRIORITY, EAR_HEADING_NOT_SAID, NULL };

  return ear_id_is_none (&heading->id) && g_strv_contains (keys, heading->key);
}

static const EarHeading *
heading_of (const EarTable *table, gboolean row, int index)
{
  return index < 0 ? NULL : g_ptr_array_index (row ? table->rows : table->columns, (guint) index);
}

static EarCount
count_of (const EarTable *table, int row, int column)
{
  if (table->columns == NULL || column < 0)
    return row < 0 ? table->total : table->row_totals[row];
  return row < 0 ? table->column_totals[column] : ear_table_cell (table, (guint) row, (guint) column);
}

static char *
name_cell (const EarTable *table, const char *const *dimensions, const char *scope, EarMeasure measure, int row, int column)
{
  const EarHeading *of_row = heading_of (table, TRUE, row), *of_column = heading_of (table, FALSE, column);
  g_autofree char *row_id = of_row == NULL ? NULL : ear_protect_heading_id (of_row);
  g_autofree char *column_id = of_column == NULL ? NULL : ear_protect_heading_id (of_column);

  return ear_protect_id (measure, "", scope, dimensions[0], row_id, dimensions[1], column_id, NULL);
}

static char *
label_cell (const EarTable *table, int row, int column)
{
  const EarHeading *of_row = heading_of (table, TRUE, row), *of_column = heading_of (table, FALSE, column);

  if (of_row != NULL && of_column != NULL)
    return g_strdup_printf ("%s · %s", of_row->label, of_column->label);
  if (of_row == NULL && of_column == NULL)
    return g_strdup ("Σ");
  return g_strdup (of_row != NULL ? of_row->label : of_column->label);
}

static guint
add_cell (const Builder *builder, EarMeasure measure, int row, int column)
{
  EarCount count = count_of (builder->table, row, column);
  g_autofree char *id = name_cell (builder->table, builder->dimensions, builder->scope, measure, row, column);
  g_autofree char *label = label_cell (builder->table, row, column);

  return ear_protect_add_cell (builder->protect, id, label, measure == EAR_MEASURE_VOICES ? count.contributions : count.sessions,
                               row < 0 && column < 0 ? EAR_CELL_IMPORTANT : EAR_CELL_PLAIN);
}

/* Both counts of a cell; there is no session without a voice. */
static void
add_counts (const Builder *builder, int row, int column)
{
  EarTerm terms[] = { { add_cell (builder, EAR_MEASURE_VOICES, row, column), 1 },
                      { add_cell (builder, EAR_MEASURE_SESSIONS, row, column), -1 } };

  ear_protect_add_relation (builder->protect, EAR_RELATION_AT_LEAST, terms, G_N_ELEMENTS (terms));
}

static int
row_of (const Line *line, int index)
{
  return line->along_rows ? index : line->other;
}

static int
column_of (const Line *line, int index)
{
  return line->along_rows ? line->other : index;
}

static guint
cell_of (const Line *line, EarMeasure measure, int index)
{
  return add_cell (line->builder, measure, row_of (line, index), column_of (line, index));
}

static gint64
value_of (const Line *line, EarMeasure measure, int index)
{
  return ear_protect_cell (line->builder->protect, cell_of (line, measure, index))->value;
}

static gboolean
parts_voices (const Line *line)
{
  EarDimension dimension
    = line->along_rows ? line->builder->table->row_dimension : line->builder->table->column_dimension;

  return dimension == EAR_DIMENSION_PLACE || dimension == EAR_DIMENSION_PERIOD || dimension == EAR_DIMENSION_FEELING;
}

/* The headings of the line: those that are shown. */
static guint
n_headings (const Line *line)
{
  return line->along_rows ? line->builder->table->rows->len : line->builder->n_columns;
}

static int
index_at (const Line *line, guint n)
{
  return line->along_rows ? (int) n : (int) line->builder->columns[n];
}

static const EarHeading *
heading_at (const Line *line, guint n)
{
  return heading_of (line->builder->table, line->along_rows, index_at (line, n));
}

/* What is known of the rest of a whole that nobody is shown: of voices that overlap only between which numbers it lies.
 * The true one may be any of these; what is taken for it is one that is no secret where there is one. */
static void
guess_rest (const Line *line, int whole, const GArray *parts, gint64 *voices, gint64 *sessions)
{
  gint64 sums[2] = { 0, 0 }, largest = 0, wholes[2];

  for (guint p = 0; p < parts->len; p++)
    {
      int part = g_array_index (parts, int, p);

      for (guint m = 0; m < 2; m++)
        sums[m] += value_of (line, m, part);
      largest = MAX (largest, value_of (line, EAR_MEASURE_VOICES, part));
    }
  for (guint m = 0; m < 2; m++)
    wholes[m] = value_of (line, m, whole);
  *sessions = MAX (0, wholes[1] - sums[1]);
  if (parts_voices (line))
    *voices = MAX (0, wholes[0] - sums[0]);
  else
    *voices = wholes[0] <= sums[0] && *sessions == 0 ? 0 : wholes[0] - largest;
}

static guint
add_rest (const Line *line, int whole, EarMeasure measure, gint64 value)
{
  EarProtect *protect = line->builder->protect;
  const EarProtectCell *cell = ear_protect_cell (protect, cell_of (line, measure, whole));
  g_autofree char *id = g_strdup_printf ("%s/rest-by-%s", cell->id, line->builder->dimensions[line->along_rows ? 0 : 1]);
  g_autofree char *label = g_strdup_printf ("%s …", cell->label);

  /* That a session was held is told of nobody who is not told of as a voice. */
  return ear_protect_add_cell (protect, id, label, (guint) value,
                               EAR_CELL_IMPLIED | (measure == EAR_MEASURE_SESSIONS ? EAR_CELL_FREE : 0));
}

static guint *
cells_of (const Line *line, EarMeasure measure, const GArray *parts)
{
  guint *cells = g_new (guint, MAX (parts->len, 1));

  for (guint p = 0; p < parts->len; p++)
    cells[p] = cell_of (line, measure, g_array_index (parts, int, p));
  return cells;
}

/* Ties a whole to its parts. @none: the heading of those that have none, -1 where there is none; @has_rest: the whole may
 * have others beside its parts. */
static void
tie (const Line *line, int whole, const GArray *parts, int none, gboolean has_rest)
{
  EarProtect *protect = line->builder->protect;
  guint rest[2] = { EAR_PROTECT_NO_CELL, EAR_PROTECT_NO_CELL };
  gint64 guessed[2] = { 0, 0 };

  if (parts->len == 0)
    return;
  if (has_rest)
    guess_rest (line, whole, parts, &guessed[0], &guessed[1]);
  for (guint m = 0; m < 2; m++)
    {
      g_autofree guint *cells = cells_of (line, m, parts);

      if (has_rest)
        rest[m] = add_rest (line, whole, m, guessed[m]);
      else if (none >= 0)
        rest[m] = cell_of (line, m, none);
      ear_protect_add_parts (protect, m == EAR_MEASURE_VOICES && parts_voices (line) ? EAR_PARTS_SEPARATE : EAR_PARTS_OVERLAP,
                             cell_of (line, m, whole), cells, parts->len, rest[m], m == EAR_MEASURE_VOICES);
    }
  if (has_rest)
    {
      EarTerm terms[] = { { rest[0], 1 }, { rest[1], -1 } };

      ear_protect_add_relation (protect, EAR_RELATION_AT_LEAST, terms, G_N_ELEMENTS (terms));
    }
}

/* The headings that stand directly below one, or at the top (@n: G_MAXUINT). */
static GArray *
list_below (const Line *line, guint n, int *none)
{
  GArray *below = g_array_new (FALSE, FALSE, sizeof (int));
  guint depth = n == G_MAXUINT ? 0 : heading_at (line, n)->depth + 1;

  *none = -1;
  for (guint i = n + 1; i < n_headings (line) && heading_at (line, i)->depth >= depth; i++)
    {
      int index = index_at (line, i);

      if (heading_at (line, i)->depth != depth)
        continue;
      if (depth == 0 && is_none (heading_at (line, i)))
        *none = index;
      else
        g_array_append_val (below, index);
    }
  return below;
}

static void
tie_line (const Line *line)
{
  guint n = n_headings (line);
  int none;
  g_autoptr (GArray) top = list_below (line, G_MAXUINT, &none);

  tie (line, -1, top, none, FALSE);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GArray) below = list_below (line, i, &none);

      tie (line, index_at (line, i), below, -1, TRUE);
    }
}

static void
builder_init (Builder *builder, EarProtect *protect, const EarTable *table, EarPeriod period, const char *scope,
              guint max_column_depth)
{
  *builder = (Builder) { protect, table, scope, { ear_protect_dimension_id (table->row_dimension, period), "none" }, 0, NULL };
  if (table->columns == NULL)
    return;
  builder->dimensions[1] = ear_protect_dimension_id (table->column_dimension, period);
  builder->columns = g_new0 (guint, MAX (table->columns->len, 1));
  for (guint c = 0; c < table->columns->len; c++)
    {
      if (((EarHeading *) g_ptr_array_index (table->columns, c))->depth <= max_column_depth)
        builder->columns[builder->n_columns++] = c;
    }
}

/**
 * ear_protect_add_table:
 * @period: how long the periods are, where one dimension is the period
 * @scope: (nullable): what all voices of the table have in common, such as "group=…" of a table about one group
 * @max_column_depth: columns deeper in their tree are not shown; EAR_PROTECT_ALL_COLUMNS
 */
void
ear_protect_add_table (EarProtect *protect, const EarTable *table, EarPeriod period, const char *scope, guint max_column_depth)
{
  Builder builder;

  builder_init (&builder, protect, table, period, scope, max_column_depth);
  for (int row = -1; row < (int) table->rows->len; row++)
    {
      add_counts (&builder, row, -1);
      for (guint c = 0; c < builder.n_columns; c++)
        add_counts (&builder, row, (int) builder.columns[c]);
    }
  for (int row = -1; table->columns != NULL && row < (int) table->rows->len; row++)
    tie_line (&(Line) { &builder, FALSE, row });
  tie_line (&(Line) { &builder, TRUE, -1 });
  for (guint c = 0; c < builder.n_columns; c++)
    tie_line (&(Line) { &builder, TRUE, (int) builder.columns[c] });
  g_free (builder.columns);
}

/**
 * ear_protect_get_table:
 * @row: -1: all rows
 * @column: -1: all columns
 *
 * Returns: what may be shown of a cell of a table that was added with the same arguments.
 */
EarShown
ear_protect_get_table (const EarProtect *protect, const EarTable *table, EarPeriod period, const char *scope,
                       EarMeasure measure, int row, int column)
{
  const char *dimensions[] = { ear_protect_dimension_id (table->row_dimension, period),
                               ear_protect_dimension_id (table->column_dimension, period) };
  g_autofree char *id = name_cell (table, dimensions, scope, measure, row, column);

  return ear_protect_get (protect, id);
}
