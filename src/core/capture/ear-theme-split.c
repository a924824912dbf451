/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Splitting a theme by somebody who has its codings before them. */
#include <glib/gi18n-lib.h>

#include "ear-change.h"
#include "ear-theme-work.h"

static gboolean
check_names (const char *const *names, gboolean retire, GError **error)
{
  guint n = g_strv_length ((char **) names);

  if (n >= (retire ? 2 : 1) && n <= EAR_THEME_MAX_PARTS)
    return ear_change_check_different (names, error);
  if (n > EAR_THEME_MAX_PARTS)
    g_set_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_TOO_FEW,
                 _ ("A theme is split into %u parts at most at once. Nothing was changed. Split a part again afterwards."),
                 EAR_THEME_MAX_PARTS);
  else
    g_set_error_literal (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_TOO_FEW,
                         retire ? _ ("A theme is split into two parts or more. Nothing was changed. Name each part.")
                                : _ ("No part has a name yet. Nothing was changed. Name the part that is split off."));
  return FALSE;
}

/* Somebody else may have coded the voice otherwise since it was listed. */
static gboolean
check_coded (EarStore *store, const EarId *coding, const EarId *theme, GError **error)
{
  g_autoptr (EarStatement) ask
    = ear_store_query (store,
                       "SELECT 1 FROM codings k JOIN theme_now s ON s.theme = k.theme JOIN themes t ON t.n = s.now "
                       "WHERE k.id = ?1 AND k.state = 0 AND t.id = ?2",
                       error);
  EarStep step;

  if (ask == NULL)
    return FALSE;
  ear_statement_bind_id (ask, 1, coding);
  ear_statement_bind_id (ask, 2, theme);
  step = ear_statement_step (ask, error);
  if (step == EAR_STEP_DONE)
    g_set_error_literal (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_NOT_SPLIT,
                         _ ("A voice is not coded with this theme any more. Nothing was changed. Look at its voices again."));
  return step == EAR_STEP_ROW;
}

static gboolean
give (EarStore *store, const EarId *theme, const EarThemeShare *share, const GArray *parts, EarCodebookBefore *before,
      GError **error)
{
  EarId chosen[EAR_THEME_MAX_PARTS];
  guint n = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      if (share->parts & 1u << i)
        chosen[n++] = g_array_index (parts, EarId, i);
    }
  return n == 0
         || (check_coded (store, &share->coding, theme, error)
             && ear_change_give (store, &share->coding, chosen, n, before, error));
}

static gboolean
split (EarStore *store, const EarId *theme, const char *const *names, const EarThemeShare *shares, guint n_shares,
       gboolean retire, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) whole = ear_change_get_live (store, EAR_KIND_THEME, theme, error);
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (EarId));

  if (whole == NULL)
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (!ear_change_add_part (store, whole, names[i], parts, before, error))
        return FALSE;
    }
  if (!ear_change_follow (store, whole, parts, before, error))
    return FALSE;
  for (guint i = 0; i < n_shares; i++)
    {
      if (!give (store, theme, &shares[i], parts, before, error))
        return FALSE;
    }
  return !retire || ear_codebook_retire (store, theme, before, error);
}

/**
 * ear_theme_split:
 * @names: %NULL-terminated: what the parts are called; two or more where the theme is retired
 * @shares: (array length=n_shares): which codings mean which part; one may mean several
 * @retire: the rest waits in Needs a Look until somebody says which part is meant; else it stays with the theme
 * @before: (nullable): gets what takes it back
 *
 * Makes the parts, where the theme stands, and gives them the codings that mean them.
 */
gboolean
ear_theme_split (EarStore *store, const EarId *theme, const char *const *names, const EarThemeShare *shares, guint n_shares,
                 gboolean retire, EarCodebookBefore *before, GError **error)
{
  return check_names (names, retire, error) && ear_store_begin (store, error)
         && ear_change_finish (store, split (store, theme, names, shares, n_shares, retire, before, error), error);
}
