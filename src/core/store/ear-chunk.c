/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chunks of voices: made from the tables, packed, and unpacked. A chunk is a head of 32-bit numbers, the lists its voices
 * share, and five columns of numbers with as many bytes a voice as the largest needs, none where nothing has to be said; all
 * least byte first. What is read is decrypted and checked, so that every byte less is time. The view "voices" and the view
 * "voice_groups" are the rules; the latter is worked out here per chunk, since SQLite reads all of it to answer for some voices. */
#include "ear-chunk.h"

#include <string.h>

#include "ear-terms.h"

#define FORMAT 2
#define OCCASION_NUMBERS 6
#define COLUMNS 5

enum
{
  HEAD_FORMAT,
  HEAD_VOICES,
  HEAD_OCCASIONS,
  HEAD_THEME_SETS,
  HEAD_THEME_ITEMS,
  HEAD_GROUP_SETS,
  HEAD_GROUP_ITEMS,
  HEAD_SPEAKERS,
  HEAD_WIDTHS, /* bytes a voice of each column, two bits each, that of the rows lowest */
  HEAD_NUMBERS
};

#define MOST_WIDTH 2

/* What is being made: lists of numbers, and where each entry stands that is there already. */
typedef struct
{
  GHashTable *known; /* GBytes → index */
  GArray *starts;    /* guint32 */
  GArray *items;     /* guint32 */
} Pool;

typedef struct
{
  gint64 first; /* row of contributions */
  Pool occasions, themes, groups, speakers;
  GArray *voices;            /* guint16, COLUMNS a voice */
  GHashTable *own_groups;    /* row → GArray of guint32 */
  GHashTable *themes_of;     /* row → GArray of guint32 */
  GHashTable *speaker_groups; /* row of a participant → GArray */
  GHashTable *session_groups; /* row of a session → GArray; of one with several links empty */
} Making;

static void
pool_init (Pool *pool)
{
  guint32 zero = 0;

  pool->known = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  pool->starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  pool->items = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (pool->starts, zero);
}

static void
pool_clear (Pool *pool)
{
  g_hash_table_unref (pool->known);
  g_array_unref (pool->starts);
  g_array_unref (pool->items);
}

static guint16
pool_add (Pool *pool, const guint32 *numbers, guint n)
{
  g_autoptr (GBytes) key = g_bytes_new (numbers, n * sizeof *numbers);
  gpointer index;

  if (!g_hash_table_lookup_extended (pool->known, key, NULL, &index))
    {
      index = GUINT_TO_POINTER (pool->starts->len - 1);
      if (n > 0)
        g_array_append_vals (pool->items, numbers, n);
      g_array_append_val (pool->starts, pool->items->len);
      g_hash_table_insert (pool->known, g_steal_pointer (&key), index);
    }
  return (guint16) GPOINTER_TO_UINT (index);
}

static GHashTable *
new_lists (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
}

static GArray *
ensure_list (GHashTable *lists, gint64 row)
{
  GArray *list = g_hash_table_lookup (lists, GSIZE_TO_POINTER ((gsize) row));

  if (list == NULL)
    {
      list = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_hash_table_insert (lists, GSIZE_TO_POINTER ((gsize) row), list);
    }
  return list;
}

/* Ascending, each once. */
static void
add_to_list (GArray *list, gint64 value)
{
  guint32 number = (guint32) value;
  guint at = 0;

  while (at < list->len && g_array_index (list, guint32, at) < number)
    at++;
  if (at == list->len || g_array_index (list, guint32, at) != number)
    g_array_insert_val (list, at, number);
}

/* Pairs of a voice of the chunk and something it has. */
static gboolean
load_pairs (EarStore *store, const Making *making, const char *sql, GHashTable *lists, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, sql, error);
  EarStep step;

  if (each == NULL)
    return FALSE;
  ear_statement_bind_integer (each, 1, making->first);
  ear_statement_bind_integer (each, 2, making->first + EAR_CHUNK_ROWS - 1);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    add_to_list (ensure_list (lists, ear_statement_get_integer (each, 0)), ear_statement_get_integer (each, 1));
  return step == EAR_STEP_DONE;
}

/* (nullable): on failure */
static GArray *
load_list (EarStore *store, GHashTable *lists, const char *sql, gint64 row, GError **error)
{
  GArray *list = g_hash_table_lookup (lists, GSIZE_TO_POINTER ((gsize) row));
  g_autoptr (EarStatement) each = NULL;
  EarStep step;

  if (list != NULL)
    return list;
  each = ear_store_query (store, sql, error);
  if (each == NULL)
    return NULL;
  list = ensure_list (lists, row);
  ear_statement_bind_integer (each, 1, row);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    add_to_list (list, ear_statement_get_integer (each, 0));
  return step == EAR_STEP_DONE ? list : NULL;
}

static const char speaker_groups_sql[] = "SELECT \"group\" FROM participant_groups WHERE participant = ?1 AND state = 0";
static const char session_groups_sql[]
  = "SELECT \"group\" FROM session_groups WHERE session = ?1 AND state = 0 "
    "AND 1 = (SELECT count (*) FROM session_groups WHERE session = ?1 AND state = 0)";

/* The rule of the view "voice_groups". */
static gboolean
add_groups (EarStore *store, Making *making, gint64 voice, gint64 session, gint64 participant, guint16 *index, GError **error)
{
  GArray *own = g_hash_table_lookup (making->own_groups, GSIZE_TO_POINTER ((gsize) voice));
  GArray *theirs = participant == 0 ? NULL : load_list (store, making->speaker_groups, speaker_groups_sql, participant, error);
  GArray *list = own;

  if (participant != 0 && theirs == NULL)
    return FALSE;
  if (theirs != NULL && theirs->len > 0)
    {
      list = own == NULL ? theirs : own;
      for (guint i = 0; own != NULL && i < theirs->len; i++)
        add_to_list (own, g_array_index (theirs, guint32, i));
    }
  if (list == NULL && session != 0)
    {
      list = load_list (store, making->session_groups, session_groups_sql, session, error);
      if (list == NULL)
        return FALSE;
    }
  *index = list == NULL ? pool_add (&making->groups, NULL, 0)
                        : pool_add (&making->groups, (const guint32 *) (gpointer) list->data, list->len);
  return TRUE;
}

/* A moment is a year, a year and month, or begins with one. */
static gint32
read_month (const char *happened)
{
  gint32 year;

  if (happened == NULL || strlen (happened) < 4)
    return EAR_NO_MONTH;
  year = (gint32) g_ascii_strtoll (happened, NULL, 10);
  return strlen (happened) < 7 ? year * 24 - 1 : (year * 12 + (gint32) g_ascii_strtoll (happened + 5, NULL, 10) - 1) * 2;
}

static const char voices_sql[]
  = "SELECT v.n, v.session, v.organisation, v.place, v.happened, v.feeling, v.permission, v.participant, coalesce (p.people, 1) "
    "FROM voices v LEFT JOIN participants p ON p.n = v.participant WHERE v.n BETWEEN ?1 AND ?2 ORDER BY v.n";

static gboolean
add_voice (EarStore *store, Making *making, EarStatement *each, GError **error)
{
  gint64 row = ear_statement_get_integer (each, 0), session = ear_statement_get_integer (each, 1);
  gint64 participant = ear_statement_get_integer (each, 7);
  const guint32 speaker[2] = { (guint32) participant, participant == 0 ? 0 : (guint32) ear_statement_get_integer (each, 8) };
  const guint32 occasion[OCCASION_NUMBERS] = {
    (guint32) session,
    (guint32) ear_statement_get_integer (each, 2),
    (guint32) ear_statement_get_integer (each, 3),
    (guint32) read_month (ear_statement_get_text (each, 4)),
    (guint32) (ear_term_index (EAR_TERMS_FEELING, ear_statement_get_text (each, 5)) + 1),
    (guint32) (ear_term_index (EAR_TERMS_PERMISSION, ear_statement_get_text (each, 6)) + 1),
  };
  GArray *themes = g_hash_table_lookup (making->themes_of, GSIZE_TO_POINTER ((gsize) row));
  guint16 numbers[COLUMNS];

  numbers[0] = (guint16) (row - making->first);
  numbers[1] = pool_add (&making->occasions, occasion, OCCASION_NUMBERS);
  numbers[2] = themes == NULL ? pool_add (&making->themes, NULL, 0)
                              : pool_add (&making->themes, (const guint32 *) (gpointer) themes->data, themes->len);
  numbers[4] = pool_add (&making->speakers, speaker, 2);
  if (!add_groups (store, making, row, session, participant, &numbers[3], error))
    return FALSE;
  g_array_append_vals (making->voices, numbers, COLUMNS);
  return TRUE;
}

static gboolean
gather (EarStore *store, Making *making, GError **error)
{
  g_autoptr (EarStatement) each = NULL;
  EarStep step = EAR_STEP_FAILED;

  if (!load_pairs (store, making, "SELECT contribution, theme FROM codings WHERE contribution BETWEEN ?1 AND ?2 AND state = 0",
                   making->themes_of, error)
      || !load_pairs (store, making,
                      "SELECT contribution, \"group\" FROM contribution_groups WHERE contribution BETWEEN ?1 AND ?2 AND state = 0",
                      making->own_groups, error))
    return FALSE;
  each = ear_store_query (store, voices_sql, error);
  if (each == NULL)
    return FALSE;
  ear_statement_bind_integer (each, 1, making->first);
  ear_statement_bind_integer (each, 2, making->first + EAR_CHUNK_ROWS - 1);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      if (!add_voice (store, making, each, error))
        return FALSE;
    }
  return step == EAR_STEP_DONE;
}

static void
append_numbers (GByteArray *packed, const guint32 *numbers, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      guint32 number = GUINT32_TO_LE (numbers[i]);

      g_byte_array_append (packed, (const guint8 *) &number, sizeof number);
    }
}

static void
append_list (GByteArray *packed, GArray *list)
{
  append_numbers (packed, (const guint32 *) (gpointer) list->data, list->len);
}

/* Nothing needs to be said of a column in which every voice has the first entry, or of rows without a gap. */
static guint
column_width (const Making *making, guint column)
{
  const Pool *const pools[COLUMNS] = { NULL, &making->occasions, &making->themes, &making->groups, &making->speakers };
  guint n = making->voices->len / COLUMNS, entries;

  if (pools[column] == NULL)
    return n == 0 || g_array_index (making->voices, guint16, (n - 1) * COLUMNS) == n - 1 ? 0 : MOST_WIDTH;
  entries = pools[column]->starts->len - 1;
  return entries <= 1 ? 0 : entries <= G_MAXUINT8 + 1 ? 1 : MOST_WIDTH;
}

static guint32
choose_widths (const Making *making)
{
  guint32 widths = 0;

  for (guint column = 0; column < COLUMNS; column++)
    widths |= column_width (making, column) << 2 * column;
  return widths;
}

static inline guint
width_of (guint32 widths, guint column)
{
  return widths >> 2 * column & 3;
}

/* Column after column, so that each is unpacked in one go. */
static void
append_voices (GByteArray *packed, GArray *voices, guint32 widths)
{
  for (guint column = 0; column < COLUMNS; column++)
    {
      guint width = width_of (widths, column);

      for (guint i = column; width > 0 && i < voices->len; i += COLUMNS)
        {
          guint16 number = GUINT16_TO_LE (g_array_index (voices, guint16, i));

          g_byte_array_append (packed, (const guint8 *) &number, width);
        }
    }
}

static GBytes *
pack (const Making *making)
{
  GByteArray *packed = g_byte_array_new ();
  const guint32 head[HEAD_NUMBERS] = {
    [HEAD_FORMAT] = FORMAT,
    [HEAD_VOICES] = making->voices->len / COLUMNS,
    [HEAD_OCCASIONS] = making->occasions.starts->len - 1,
    [HEAD_THEME_SETS] = making->themes.starts->len - 1,
    [HEAD_THEME_ITEMS] = making->themes.items->len,
    [HEAD_GROUP_SETS] = making->groups.starts->len - 1,
    [HEAD_GROUP_ITEMS] = making->groups.items->len,
    [HEAD_SPEAKERS] = making->speakers.starts->len - 1,
    [HEAD_WIDTHS] = choose_widths (making),
  };

  append_numbers (packed, head, HEAD_NUMBERS);
  append_list (packed, making->occasions.items);
  append_list (packed, making->themes.starts);
  append_list (packed, making->themes.items);
  append_list (packed, making->groups.starts);
  append_list (packed, making->groups.items);
  append_list (packed, making->speakers.items);
  append_voices (packed, making->voices, head[HEAD_WIDTHS]);
  return g_byte_array_free_to_bytes (packed);
}

/**
 * ear_chunk_make:
 *
 * Returns: (transfer full) (nullable): the chunk as the tables are now, packed.
 */
GBytes *
ear_chunk_make (EarStore *store, gint64 chunk, GError **error)
{
  Making making = { .first = chunk << EAR_CHUNK_SHIFT };
  Pool *const pools[] = { &making.occasions, &making.themes, &making.groups, &making.speakers };
  GHashTable **const lists[] = { &making.own_groups, &making.themes_of, &making.speaker_groups, &making.session_groups };
  GBytes *packed;

  for (gsize i = 0; i < G_N_ELEMENTS (pools); i++)
    pool_init (pools[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    *lists[i] = new_lists ();
  making.voices = g_array_new (FALSE, FALSE, sizeof (guint16));
  packed = gather (store, &making, error) ? pack (&making) : NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (pools); i++)
    pool_clear (pools[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    g_hash_table_unref (*lists[i]);
  g_array_unref (making.voices);
  return packed;
}

static const guint8 *
take_numbers (const guint8 *at, GArray *into, guint n, guint32 add)
{
  guint old = into->len;
  guint32 *to;

  if (n == 0)
    return at;
  g_array_set_size (into, old + n);
  to = &g_array_index (into, guint32, old);
  memcpy (to, at, n * sizeof (guint32));
  for (guint i = 0; i < n; i++)
    to[i] = GUINT32_FROM_LE (to[i]) + add;
  return at + n * sizeof (guint32);
}

/* The starts go on where those of the chunks before ended; the first one is there already. */
static const guint8 *
take_sets (const guint8 *at, EarRowSets *sets, guint n_sets, guint n_items)
{
  at = take_numbers (at + sizeof (guint32), sets->starts, n_sets, sets->items->len);
  return take_numbers (at, sets->items, n_items, 0);
}

static const guint8 *
take_column (const guint8 *at, guint32 *to, guint n, guint width, guint32 add)
{
  switch (width)
    {
    case 0:
      for (guint i = 0; i < n; i++)
        to[i] = add;
      return at;
    case 1:
      for (guint i = 0; i < n; i++)
        to[i] = at[i] + add;
      return at + n;
    default:
      for (guint i = 0; i < n; i++, at += sizeof (guint16))
        to[i] = (guint32) (at[0] | at[1] << 8) + add;
      return at;
    }
}

static const guint8 *
take_rows (const guint8 *at, guint32 *to, guint n, guint width, guint32 first)
{
  if (width > 0)
    return take_column (at, to, n, width, first);
  for (guint i = 0; i < n; i++)
    to[i] = first + i;
  return at;
}

/* Bytes a voice; 0xFFFF where a width is none. */
static gsize
sum_widths (guint32 widths)
{
  gsize sum = 0;

  for (guint column = 0; column < COLUMNS; column++)
    {
      if (width_of (widths, column) > MOST_WIDTH)
        return G_MAXUINT16;
      sum += width_of (widths, column);
    }
  return sum;
}

static const guint8 *
take_occasions (const guint8 *at, GArray *into, guint n)
{
  guint old = into->len;

  G_STATIC_ASSERT (sizeof (EarOccasion) == OCCASION_NUMBERS * sizeof (guint32));
  if (n == 0)
    return at;
  g_array_set_size (into, old + n);
  memcpy (&g_array_index (into, EarOccasion, old), at, n * sizeof (EarOccasion));
  if (G_BYTE_ORDER != G_LITTLE_ENDIAN)
    {
      guint32 *numbers = (guint32 *) (gpointer) &g_array_index (into, EarOccasion, old);

      for (guint i = 0; i < n * OCCASION_NUMBERS; i++)
        numbers[i] = GUINT32_FROM_LE (numbers[i]);
    }
  return at + n * sizeof (EarOccasion);
}

static const guint8 *
take_speakers (const guint8 *at, GArray *into, guint n)
{
  for (guint i = 0; i < n; i++, at += 2 * sizeof (guint32))
    {
      guint32 numbers[2];
      EarSpeaker speaker;

      memcpy (numbers, at, sizeof numbers);
      speaker.participant = GUINT32_FROM_LE (numbers[0]);
      speaker.people = GUINT32_FROM_LE (numbers[1]);
      g_array_append_val (into, speaker);
    }
  return at;
}

/**
 * ear_chunk_append:
 * @columns: with room for the chunk's voices
 *
 * Returns: whether it is a chunk of this format and whole; @columns is as it was otherwise.
 */
gboolean
ear_chunk_append (EarVoiceColumns *columns, gint64 chunk, const guint8 *packed, gsize size)
{
  guint32 head[HEAD_NUMBERS];
  const guint32 occasions = columns->occasion->len, speakers = columns->speaker->len;
  const guint32 themes = columns->theme_sets.starts->len - 1, groups = columns->group_sets.starts->len - 1;
  const guint8 *at = packed + sizeof head;
  guint n, old = columns->n_voices;
  guint32 widths;
  gsize wanted;

  if (size < sizeof head)
    return FALSE;
  memcpy (head, packed, sizeof head);
  for (guint i = 0; i < HEAD_NUMBERS; i++)
    head[i] = GUINT32_FROM_LE (head[i]);
  n = head[HEAD_VOICES];
  wanted = sizeof head
           + sizeof (guint32)
               * ((gsize) head[HEAD_OCCASIONS] * OCCASION_NUMBERS + head[HEAD_THEME_SETS] + 1 + head[HEAD_THEME_ITEMS]
                  + head[HEAD_GROUP_SETS] + 1 + head[HEAD_GROUP_ITEMS] + (gsize) head[HEAD_SPEAKERS] * 2)
           + sum_widths (head[HEAD_WIDTHS]) * n;
  if (head[HEAD_FORMAT] != FORMAT || n > EAR_CHUNK_ROWS || size != wanted)
    return FALSE;
  widths = head[HEAD_WIDTHS];
  at = take_occasions (at, columns->occasion, head[HEAD_OCCASIONS]);
  at = take_sets (at, &columns->theme_sets, head[HEAD_THEME_SETS], head[HEAD_THEME_ITEMS]);
  at = take_sets (at, &columns->group_sets, head[HEAD_GROUP_SETS], head[HEAD_GROUP_ITEMS]);
  at = take_speakers (at, columns->speaker, head[HEAD_SPEAKERS]);
  at = take_rows (at, columns->rows + old, n, width_of (widths, 0), (guint32) (chunk << EAR_CHUNK_SHIFT));
  at = take_column (at, columns->occasions + old, n, width_of (widths, 1), occasions);
  at = take_column (at, columns->themes + old, n, width_of (widths, 2), themes);
  at = take_column (at, columns->groups + old, n, width_of (widths, 3), groups);
  take_column (at, columns->speakers + old, n, width_of (widths, 4), speakers);
  columns->n_voices += n;
  return TRUE;
}

static void
sets_init (EarRowSets *sets)
{
  guint32 zero = 0;

  sets->starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  sets->items = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (sets->starts, zero);
}

/**
 * ear_voice_columns_new:
 * @capacity: voices there is room for
 *
 * Returns: (transfer full): no voices yet.
 */
EarVoiceColumns *
ear_voice_columns_new (guint capacity)
{
  EarVoiceColumns *columns = g_new0 (EarVoiceColumns, 1);

  columns->rows = g_new (guint32, MAX (capacity, 1));
  columns->occasions = g_new (guint32, MAX (capacity, 1));
  columns->themes = g_new (guint32, MAX (capacity, 1));
  columns->groups = g_new (guint32, MAX (capacity, 1));
  columns->speakers = g_new (guint32, MAX (capacity, 1));
  columns->occasion = g_array_new (FALSE, FALSE, sizeof (EarOccasion));
  columns->speaker = g_array_new (FALSE, FALSE, sizeof (EarSpeaker));
  sets_init (&columns->theme_sets);
  sets_init (&columns->group_sets);
  return columns;
}

void
ear_voice_columns_free (EarVoiceColumns *columns)
{
  if (columns == NULL)
    return;
  g_free (columns->rows);
  g_free (columns->occasions);
  g_free (columns->themes);
  g_free (columns->groups);
  g_free (columns->speakers);
  g_array_unref (columns->occasion);
  g_array_unref (columns->speaker);
  g_array_unref (columns->theme_sets.starts);
  g_array_unref (columns->theme_sets.items);
  g_array_unref (columns->group_sets.starts);
  g_array_unref (columns->group_sets.items);
  g_free (columns);
}
