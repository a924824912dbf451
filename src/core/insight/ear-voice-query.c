/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-voice-query.h"

static const EarId *
id_or_null (const EarId *id)
{
  return ear_id_is_none (id) ? NULL : id;
}

static EarId
id_or_none (const EarId *id)
{
  return id == NULL ? EAR_ID_NONE : *id;
}

/**
 * ear_voice_query_new:
 * @filter: (nullable): what to copy; %NULL lets every voice pass
 *
 * Returns: (transfer full): the query. Any thread.
 */
EarVoiceQuery *
ear_voice_query_new (const EarVoiceFilter *filter)
{
  EarVoiceQuery *query = g_new0 (EarVoiceQuery, 1);

  if (filter == NULL)
    return query;
  query->search = g_strdup (filter->search);
  query->group = id_or_none (filter->group);
  query->also_group = id_or_none (filter->also_group);
  query->theme = id_or_none (filter->theme);
  query->also_theme = id_or_none (filter->also_theme);
  query->priority = id_or_none (filter->priority);
  query->place = id_or_none (filter->place);
  query->session = id_or_none (filter->session);
  query->organisation = id_or_none (filter->organisation);
  query->coder = g_strdup (filter->coder);
  query->from = g_strdup (filter->from);
  query->to = g_strdup (filter->to);
  query->feeling = g_strdup (filter->feeling);
  query->permission = g_strdup (filter->permission);
  query->uncoded = filter->uncoded;
  query->needs_look = filter->needs_look;
  query->unanswered_before = g_strdup (filter->unanswered_before);
  query->action = id_or_none (filter->action);
  query->sort = filter->sort;
  query->oldest_first = filter->oldest_first;
  return query;
}

/**
 * ear_voice_query_copy:
 *
 * Returns: (transfer full): the same once more.
 */
EarVoiceQuery *
ear_voice_query_copy (const EarVoiceQuery *query)
{
  EarVoiceFilter filter = ear_voice_query_filter (query);
  EarVoiceQuery *copy = ear_voice_query_new (&filter);

  copy->blind = query->blind;
  return copy;
}

void
ear_voice_query_free (EarVoiceQuery *query)
{
  if (query == NULL)
    return;
  g_free (query->search);
  g_free (query->coder);
  g_free (query->from);
  g_free (query->to);
  g_free (query->feeling);
  g_free (query->permission);
  g_free (query->unanswered_before);
  g_free (query);
}

/**
 * ear_voice_query_is_empty:
 *
 * Returns: whether every voice passes.
 */
gboolean
ear_voice_query_is_empty (const EarVoiceQuery *query)
{
  return (query->search == NULL || query->search[0] == '\0') && ear_id_is_none (&query->group)
         && ear_id_is_none (&query->theme) && ear_id_is_none (&query->priority) && ear_id_is_none (&query->place)
         && ear_id_is_none (&query->session) && ear_id_is_none (&query->also_group) && ear_id_is_none (&query->also_theme)
         && ear_id_is_none (&query->organisation) && query->coder == NULL && query->from == NULL && query->to == NULL
         && query->feeling == NULL && query->permission == NULL && !query->uncoded
         && !query->needs_look && query->unanswered_before == NULL && ear_id_is_none (&query->action);
}

/**
 * ear_voice_query_filter:
 *
 * Returns: the filter for insight. It points into @query.
 */
EarVoiceFilter
ear_voice_query_filter (const EarVoiceQuery *query)
{
  return (EarVoiceFilter) {
    .search = query->search,
    .group = id_or_null (&query->group),
    .also_group = id_or_null (&query->also_group),
    .theme = id_or_null (&query->theme),
    .also_theme = id_or_null (&query->also_theme),
    .priority = id_or_null (&query->priority),
    .place = id_or_null (&query->place),
    .session = id_or_null (&query->session),
    .organisation = id_or_null (&query->organisation),
    .coder = query->coder,
    .from = query->from,
    .to = query->to,
    .feeling = query->feeling,
    .permission = query->permission,
    .uncoded = query->uncoded,
    .needs_look = query->needs_look,
    .unanswered_before = query->unanswered_before,
    .action = id_or_null (&query->action),
    .sort = query->sort,
    .oldest_first = query->oldest_first,
  };
}

static void
put_text (GVariantDict *dict, const char *key, const char *value)
{
  if (value != NULL && value[0] != '\0')
    g_variant_dict_insert (dict, key, "s", value);
}

static void
put_id (GVariantDict *dict, const char *key, const EarId *id)
{
  g_autofree char *text = ear_id_is_none (id) ? NULL : ear_id_to_string (id);

  put_text (dict, key, text);
}

/**
 * ear_voice_query_to_text:
 *
 * Returns: (transfer full): a GVariant in text form.
 */
char *
ear_voice_query_to_text (const EarVoiceQuery *query)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) variant = NULL;

  put_text (&dict, "search", query->search);
  put_id (&dict, "group", &query->group);
  put_id (&dict, "also-group", &query->also_group);
  put_id (&dict, "theme", &query->theme);
  put_id (&dict, "also-theme", &query->also_theme);
  put_id (&dict, "priority", &query->priority);
  put_id (&dict, "place", &query->place);
  put_id (&dict, "session", &query->session);
  put_id (&dict, "organisation", &query->organisation);
  put_text (&dict, "coder", query->coder);
  put_text (&dict, "from", query->from);
  put_text (&dict, "to", query->to);
  put_text (&dict, "feeling", query->feeling);
  put_text (&dict, "permission", query->permission);
  put_text (&dict, "unanswered-before", query->unanswered_before);
  put_id (&dict, "action", &query->action);
  if (query->uncoded)
    g_variant_dict_insert (&dict, "uncoded", "b", TRUE);
  if (query->needs_look)
    g_variant_dict_insert (&dict, "needs-look", "b", TRUE);
  if (query->oldest_first)
    g_variant_dict_insert (&dict, "oldest-first", "b", TRUE);
  if (query->sort != EAR_VOICE_SORT_TIME)
    g_variant_dict_insert (&dict, "sort", "u", (guint32) query->sort);
  variant = g_variant_ref_sink (g_variant_dict_end (&dict));
  return g_variant_print (variant, FALSE);
}

static EarId
get_id (GVariant *variant, const char *key)
{
  const char *text = NULL;
  EarId id = EAR_ID_NONE;

  if (g_variant_lookup (variant, key, "&s", &text))
    ear_id_parse (text, &id);
  return id;
}

EarVoiceQuery *
ear_voice_query_from_text (const char *text)
{
  g_autoptr (GVariant) variant = g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, NULL);
  EarVoiceQuery *query;
  guint32 sort = EAR_VOICE_SORT_TIME;

  if (variant == NULL)
    return NULL;
  query = ear_voice_query_new (NULL);
  g_variant_lookup (variant, "search", "s", &query->search);
  query->group = get_id (variant, "group");
  query->also_group = get_id (variant, "also-group");
  query->theme = get_id (variant, "theme");
  query->also_theme = get_id (variant, "also-theme");
  query->priority = get_id (variant, "priority");
  query->place = get_id (variant, "place");
  query->session = get_id (variant, "session");
  query->organisation = get_id (variant, "organisation");
  g_variant_lookup (variant, "coder", "s", &query->coder);
  g_variant_lookup (variant, "from", "s", &query->from);
  g_variant_lookup (variant, "to", "s", &query->to);
  g_variant_lookup (variant, "feeling", "s", &query->feeling);
  g_variant_lookup (variant, "permission", "s", &query->permission);
  g_variant_lookup (variant, "unanswered-before", "s", &query->unanswered_before);
  query->action = get_id (variant, "action");
  g_variant_lookup (variant, "uncoded", "b", &query->uncoded);
  g_variant_lookup (variant, "needs-look", "b", &query->needs_look);
  g_variant_lookup (variant, "oldest-first", "b", &query->oldest_first);
  if (g_variant_lookup (variant, "sort", "u", &sort) && sort <= EAR_VOICE_SORT_MATCH)
    query->sort = sort;
  return query;
}
