/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What coders said of the same voices, one voice at a time. For each theme it is counted how often who could code and who did
 * were the same; voices on which nobody used the theme are what is left of all. */
#include "ear-agreement.h"

/* How often who could code and who did were so. */
typedef struct
{
  guint32 could, did;
  guint64 n[3]; /* voices, all text, coded text */
} Pattern;

typedef struct
{
  EarId id;
  char *name;
  GArray *patterns; /* Pattern */
} Theme;

typedef struct
{
  gint64 theme; /* its row */
  guint coder;
  EarSpan span;
} Mark;

typedef struct
{
  EarAgreement *agreement;
  const char *const *coders;
  guint n_coders, limit;
  GHashTable *sessions; /* row → who coded in it */
  GHashTable *themes;   /* row → Theme */
  GArray *all;          /* Pattern, whatever was done; did is 0 */
  gint64 effort;        /* what is left of EAR_SPAN_EFFORT */

  /* The voice that is being read. */
  gint64 row;
  EarId id, session;
  char *text, *ref;
  gint64 n_points;
  guint32 could;
  GArray *marks;
} Finding;

static void
theme_free (gpointer data)
{
  Theme *theme = data;

  g_free (theme->name);
  g_array_unref (theme->patterns);
  g_free (theme);
}

static void
disagreement_free (gpointer data)
{
  EarDisagreement *disagreement = data;

  g_free (disagreement->name);
  g_free (disagreement->text);
  g_free (disagreement->ref);
  g_free (disagreement);
}

static void
agreement_theme_free (gpointer data)
{
  EarAgreementTheme *theme = data;

  g_free (theme->name);
  g_free (theme);
}

static void
finding_clear (Finding *self)
{
  g_clear_pointer (&self->sessions, g_hash_table_unref);
  g_clear_pointer (&self->themes, g_hash_table_unref);
  g_clear_pointer (&self->all, g_array_unref);
  g_clear_pointer (&self->marks, g_array_unref);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->ref, g_free);
  g_clear_pointer (&self->agreement, ear_agreement_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Finding, finding_clear)

static int
coder_index (const Finding *self, const char *coder)
{
  for (guint i = 0; coder != NULL && i < self->n_coders; i++)
    {
      if (g_str_equal (self->coders[i], coder))
        return (int) i;
    }
  return -1;
}

static Pattern *
find_pattern (GArray *patterns, guint32 could, guint32 did)
{
  Pattern added = { could, did, { 0 } };

  for (guint i = 0; i < patterns->len; i++)
    {
      Pattern *pattern = &g_array_index (patterns, Pattern, i);

      if (pattern->could == could && pattern->did == did)
        return pattern;
    }
  g_array_append_val (patterns, added);
  return &g_array_index (patterns, Pattern, patterns->len - 1);
}

static gboolean
read_sessions (Finding *self, EarStore *store, GError **error)
{
  g_autoptr (EarStatement) each
    = ear_store_query (store,
                       "SELECT DISTINCT v.session, k.coder FROM codings k JOIN theme_now s ON s.theme = k.theme "
                       "JOIN voices v ON v.n = k.contribution WHERE k.state = 0 AND v.session IS NOT NULL AND k.coder IS NOT NULL",
                       error);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      int coder = coder_index (self, ear_statement_get_text (each, 1));
      gint64 session = ear_statement_get_integer (each, 0);
      gint64 *key = NULL;

      if (coder < 0)
        continue;
      key = g_new (gint64, 1);
      *key = session;
      g_hash_table_insert (self->sessions, key,
                           GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (self->sessions, &session)) | 1u << coder));
    }
  return step == EAR_STEP_DONE;
}

static int
compare_points (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return one < other ? -1 : one > other;
}

/* Where anything begins or ends in the voice. */
static GArray *
list_points (const Finding *self)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 first = 0;

  g_array_append_val (points, first);
  g_array_append_val (points, self->n_points);
  for (guint i = 0; i < self->marks->len; i++)
    {
      const Mark *mark = &g_array_index (self->marks, Mark, i);

      g_array_append_val (points, mark->span.start);
      g_array_append_val (points, mark->span.end);
    }
  g_array_sort (points, compare_points);
  return points;
}

static guint32
who_did (const Finding *self, gint64 theme, gint64 from, gint64 to)
{
  guint32 did = 0;

  for (guint i = 0; i < self->marks->len; i++)
    {
      const Mark *mark = &g_array_index (self->marks, Mark, i);

      if ((theme < 0 || mark->theme == theme) && (to < 0 || (mark->span.start <= from && mark->span.end >= to)))
        did |= 1u << mark->coder;
    }
  return did;
}

static void
add_disagreement (Finding *self, const Theme *theme, guint32 did, gboolean only_words)
{
  EarDisagreement *disagreement;

  self->agreement->n_disagreements++;
  if (self->limit > 0 && self->agreement->disagreements->len >= self->limit)
    return;
  disagreement = g_new0 (EarDisagreement, 1);
  disagreement->voice = self->id;
  disagreement->session = self->session;
  disagreement->theme = theme->id;
  disagreement->name = g_strdup (theme->name);
  disagreement->text = g_strdup (self->text);
  disagreement->ref = g_strdup (self->ref);
  disagreement->could = self->could;
  disagreement->did = did;
  disagreement->only_words = only_words;
  g_ptr_array_add (self->agreement->disagreements, disagreement);
}

static void
count_theme (Finding *self, gint64 row, const GArray *points)
{
  gint64 key = row;
  Theme *theme = g_hash_table_lookup (self->themes, &key);
  guint32 did = who_did (self, row, 0, -1);
  gboolean differ = FALSE;

  find_pattern (theme->patterns, self->could, did)->n[0]++;
  for (guint i = 0; i + 1 < points->len; i++)
    {
      gint64 from = g_array_index (points, gint64, i), to = g_array_index (points, gint64, i + 1);
      guint32 here = from < to ? who_did (self, row, from, to) : 0;
      Pattern *pattern;

      if (here == 0)
        continue;
      pattern = find_pattern (theme->patterns, self->could, here);
      pattern->n[1] += (guint64) (to - from);
      pattern->n[2] += (guint64) (to - from);
      differ = differ || here != self->could;
    }
  if (did != self->could)
    add_disagreement (self, theme, did, FALSE);
  else if (differ)
    add_disagreement (self, theme, did, TRUE);
}

static void
count_voice (Finding *self)
{
  g_autoptr (GArray) points = NULL;
  Pattern *all;

  self->could |= who_did (self, -1, 0, -1);
  if (self->row == 0 || self->could == 0 || (self->could & (self->could - 1)) == 0)
    return;
  points = list_points (self);
  all = find_pattern (self->all, self->could, 0);
  all->n[0]++;
  all->n[1] += (guint64) self->n_points;
  for (guint i = 0; i + 1 < points->len; i++)
    {
      gint64 from = g_array_index (points, gint64, i), to = g_array_index (points, gint64, i + 1);

      if (from < to && who_did (self, -1, from, to) != 0)
        all->n[2] += (guint64) (to - from);
    }
  for (guint i = 0; i < self->marks->len; i++)
    {
      gboolean again = FALSE;

      for (guint j = 0; j < i && !again; j++)
        again = g_array_index (self->marks, Mark, j).theme == g_array_index (self->marks, Mark, i).theme;
      if (!again)
        count_theme (self, g_array_index (self->marks, Mark, i).theme, points);
    }
}

static void
begin_voice (Finding *self, EarStatement *each)
{
  gint64 session = ear_statement_get_integer (each, 3);

  self->row = ear_statement_get_integer (each, 0);
  ear_statement_get_id (each, 1, &self->id);
  self->session = EAR_ID_NONE;
  ear_statement_get_id (each, 2, &self->session);
  self->could = GPOINTER_TO_UINT (g_hash_table_lookup (self->sessions, &session));
  g_set_str (&self->text, ear_statement_get_text (each, 4));
  g_set_str (&self->ref, ear_statement_get_text (each, 5));
  self->n_points = self->text == NULL ? 0 : g_utf8_strlen (self->text, -1);
  g_array_set_size (self->marks, 0);
}

static gint64
get_offset (EarStatement *each, int column)
{
  return ear_statement_is_null (each, column) ? -1 : ear_statement_get_integer (each, column);
}

static void
add_mark (Finding *self, EarStatement *each)
{
  int coder = coder_index (self, ear_statement_get_text (each, 6));
  Mark mark = { ear_statement_get_integer (each, 7), (guint) MAX (coder, 0), { 0, self->n_points } };
  EarSpan span;

  if (coder < 0)
    return;
  /* Words that are gone leave a coding of the whole voice, as the desk shows it. */
  switch (ear_span_find_within (self->text, get_offset (each, 10), get_offset (each, 11), ear_statement_get_text (each, 12), &self->effort, &span))
    {
    case EAR_SPAN_EXACT:
    case EAR_SPAN_MOVED:
    case EAR_SPAN_CHANGED:
      mark.span = span;
      break;
    case EAR_SPAN_WHOLE:
    case EAR_SPAN_LOST:
    default:
      break;
    }
  if (!g_hash_table_contains (self->themes, &mark.theme))
    {
      Theme *theme = g_new0 (Theme, 1);
      gint64 *key = g_new (gint64, 1);

      *key = mark.theme;
      ear_statement_get_id (each, 8, &theme->id);
      theme->name = g_strdup (ear_statement_get_text (each, 9));
      theme->patterns = g_array_new (FALSE, FALSE, sizeof (Pattern));
      g_hash_table_insert (self->themes, key, theme);
    }
  g_array_append_val (self->marks, mark);
}

static gboolean
read_voices (Finding *self, EarStore *store, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (
    store,
    "SELECT v.n, v.id, o.id, v.session, v.text, v.ref, k.coder, t.n, t.id, t.name, k.start, k.\"end\", k.quote FROM voices v "
    "LEFT JOIN sessions o ON o.n = v.session LEFT JOIN codings k ON k.contribution = v.n AND k.state = 0 "
    "AND k.theme IN (SELECT theme FROM theme_now) LEFT JOIN theme_now s ON s.theme = k.theme LEFT JOIN themes t ON t.n = s.now "
    "ORDER BY o.id, v.position IS NULL, v.position, v.id, t.name, k.id",
    error);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      if (ear_statement_get_integer (each, 0) != self->row)
        {
          count_voice (self);
          begin_voice (self, each);
        }
      if (!ear_statement_is_null (each, 7))
        add_mark (self, each);
    }
  count_voice (self);
  return step == EAR_STEP_DONE;
}

/* What nobody gave the theme to is what the patterns leave of all. */
static void
finish_scale (const Finding *self, const Theme *theme, guint scale, EarAgreementScale *result)
{
  g_autoptr (GArray) patterns = g_array_new (FALSE, FALSE, sizeof (Pattern));
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (guint)), weights = g_array_new (FALSE, FALSE, sizeof (guint64));

  g_array_append_vals (patterns, theme->patterns->data, theme->patterns->len);
  for (guint i = 0; i < self->all->len; i++)
    {
      const Pattern *all = &g_array_index (self->all, Pattern, i);
      Pattern none = *all;

      for (guint j = 0; j < theme->patterns->len; j++)
        {
          const Pattern *pattern = &g_array_index (theme->patterns, Pattern, j);

          none.n[scale] -= pattern->could == all->could ? pattern->n[scale] : 0;
        }
      g_array_append_val (patterns, none);
    }
  for (guint i = 0; i < patterns->len; i++)
    {
      const Pattern *pattern = &g_array_index (patterns, Pattern, i);
      guint n_could = (guint) __builtin_popcount (pattern->could), n_did = (guint) __builtin_popcount (pattern->did);
      guint count[2] = { n_could - n_did, n_did };

      g_array_append_vals (counts, count, 2);
      g_array_append_val (weights, pattern->n[scale]);
      result->units += pattern->n[scale];
      result->same += n_did == 0 || n_did == n_could ? pattern->n[scale] : 0;
      if (self->n_coders == 2)
        result->table[(pattern->did & 1) * 2 + (pattern->did >> 1 & 1)] += pattern->n[scale];
    }
  result->alpha = ear_alpha ((const guint *) (gpointer) counts->data, (const guint64 *) (gpointer) weights->data, patterns->len, 2);
  result->kappa = self->n_coders == 2 ? ear_kappa (result->table, 2) : (EarCoefficient){ EAR_COEFFICIENT_NOT_TWO, 0 };
}

static int
compare_themes (gconstpointer a, gconstpointer b)
{
  const EarAgreementTheme *one = *(EarAgreementTheme *const *) a, *other = *(EarAgreementTheme *const *) b;
  int order = g_strcmp0 (one->name, other->name);

  return order != 0 ? order : ear_id_compare (&one->theme, &other->theme);
}

static void
finish_themes (Finding *self)
{
  GHashTableIter each;
  gpointer value;

  g_hash_table_iter_init (&each, self->themes);
  while (g_hash_table_iter_next (&each, NULL, &value))
    {
      const Theme *theme = value;
      EarAgreementTheme *row;

      if (theme->patterns->len == 0)
        continue;
      row = g_new0 (EarAgreementTheme, 1);
      row->theme = theme->id;
      row->name = g_strdup (theme->name);
      finish_scale (self, theme, 0, &row->voices);
      finish_scale (self, theme, 1, &row->all_text);
      finish_scale (self, theme, 2, &row->coded_text);
      g_ptr_array_add (self->agreement->themes, row);
    }
  g_ptr_array_sort (self->agreement->themes, compare_themes);
  for (guint i = 0; i < self->all->len; i++)
    {
      const Pattern *all = &g_array_index (self->all, Pattern, i);

      self->agreement->n_voices += all->n[0];
      self->agreement->n_points += all->n[1];
      self->agreement->n_coded_points += all->n[2];
    }
}

/**
 * ear_agreement_find:
 * @coders: (array zero-terminated=1): two or more names, at most EAR_AGREEMENT_MAX_CODERS
 * @limit: so many disagreements are listed; 0: all
 *
 * Reads every voice once, so its time grows with the workbook and its memory does not.
 */
EarAgreement *
ear_agreement_find (EarStore *store, const char *const *coders, guint limit, GError **error)
{
  g_auto (Finding) self = { .coders = coders, .n_coders = g_strv_length ((GStrv) coders), .limit = limit, .effort = EAR_SPAN_EFFORT };

  g_return_val_if_fail (self.n_coders >= 2 && self.n_coders <= EAR_AGREEMENT_MAX_CODERS, NULL);

  self.agreement = g_new0 (EarAgreement, 1);
  self.agreement->coders = g_strdupv ((GStrv) coders);
  self.agreement->themes = g_ptr_array_new_with_free_func (agreement_theme_free);
  self.agreement->disagreements = g_ptr_array_new_with_free_func (disagreement_free);
  self.sessions = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self.themes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, theme_free);
  self.all = g_array_new (FALSE, FALSE, sizeof (Pattern));
  self.marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  if (!read_sessions (&self, store, error) || !read_voices (&self, store, error))
    return NULL;
  finish_themes (&self);
  return g_steal_pointer (&self.agreement);
}

void
ear_agreement_free (EarAgreement *agreement)
{
  if (agreement == NULL)
    return;
  g_strfreev (agreement->coders);
  g_clear_pointer (&agreement->themes, g_ptr_array_unref);
  g_clear_pointer (&agreement->disagreements, g_ptr_array_unref);
  g_free (agreement);
}

void
ear_coder_free (EarCoder *coder)
{
  if (coder == NULL)
    return;
  g_free (coder->name);
  g_free (coder);
}

/* Codings count that belong to a voice, as the view says. Nearly all do; which contributions are none is found without reading the words
 * of all: what is live, has its place in a conversation that is not deleted, is one. So the rest is asked of the view alone. */
#define CODERS                                                                                                         \
  "WITH doubtful (n) AS MATERIALIZED ("                                                                                \
  "SELECT c.n FROM contributions c INDEXED BY contributions_session LEFT JOIN sessions s ON s.n = c.session "          \
  "WHERE NOT (c.state = 0 AND c.position IS NOT NULL AND (c.session IS NULL OR s.state IN (0, 3)))), "                 \
  "unheard (n) AS MATERIALIZED ("                                                                                      \
  "SELECT n FROM doubtful EXCEPT SELECT v.n FROM doubtful d CROSS JOIN voices v ON v.n = d.n) "                        \
  "SELECT k.coder, count (*) FROM theme_now t CROSS JOIN codings k INDEXED BY codings_theme ON k.theme = t.theme AND k.state = 0 "   \
  "WHERE k.coder IS NOT NULL AND k.contribution IS NOT NULL AND k.contribution NOT IN (SELECT n FROM unheard) "        \
  "GROUP BY k.coder ORDER BY count (*) DESC, k.coder"

/**
 * ear_coder_list:
 *
 * Returns: (transfer full) (element-type EarCoder) (nullable): all who coded something that counts.
 */
GPtrArray *
ear_coder_list (EarStore *store, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, CODERS, error);
  g_autoptr (GPtrArray) coders = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_coder_free);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarCoder *coder = g_new0 (EarCoder, 1);

      coder->name = g_strdup (ear_statement_get_text (each, 0));
      coder->n_codings = (guint) ear_statement_get_integer (each, 1);
      g_ptr_array_add (coders, coder);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&coders) : NULL;
}
