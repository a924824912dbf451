/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-support.h"

static EarId
make_named (World *world, EarKind kind, guint field, const char *name)
{
  EarRecord *record = ear_record_new (kind);

  ear_record_set (record, field, name);
  return world_put (world, record);
}

static EarId
make_item (World *world, const EarId *strategy, const char *code, const char *label)
{
  EarRecord *item = ear_record_new (EAR_KIND_PRIORITY);

  ear_record_set_id (item, EAR_PRIORITY_STRATEGY, strategy);
  ear_record_set (item, EAR_PRIORITY_CODE, code);
  ear_record_set (item, EAR_PRIORITY_LABEL, label);
  ear_record_set (item, EAR_PRIORITY_NATURE, "goal");
  ear_record_set_integer (item, EAR_PRIORITY_POSITION, code[0]);
  return world_put (world, item);
}

static void
link_ids (World *world, EarKind kind, guint one_field, const EarId *one, guint other_field, const EarId *other)
{
  EarRecord *record = ear_record_new (kind);

  ear_record_set_id (record, one_field, one);
  ear_record_set_id (record, other_field, other);
  world_put (world, record);
}

typedef struct
{
  EarId session, theme;
} Setting;

static void
make_voice (World *world, const Setting *setting, const char *text, const char *permission, const char *original,
            const char *language)
{
  EarRecord *voice = ear_record_new (EAR_KIND_CONTRIBUTION);
  EarId id;

  ear_record_set_id (voice, EAR_CONTRIBUTION_SESSION, &setting->session);
  ear_record_set (voice, EAR_CONTRIBUTION_TEXT, text);
  ear_record_set (voice, EAR_CONTRIBUTION_PERMISSION, permission);
  ear_record_set (voice, EAR_CONTRIBUTION_ORIGINAL, original);
  ear_record_set (voice, EAR_CONTRIBUTION_ORIGINAL_LANGUAGE, language);
  ear_record_set (voice, EAR_CONTRIBUTION_FEELING, "not-working");
  ear_record_set_flag (voice, EAR_CONTRIBUTION_VERBATIM, original == NULL);
  id = world_put (world, voice);
  link_ids (world, EAR_KIND_CODING, EAR_CODING_CONTRIBUTION, &id, EAR_CODING_THEME, &setting->theme);
}

static void
make_strategy (World *world, const EarId *theme)
{
  EarRecord *strategy = ear_record_new (EAR_KIND_STRATEGY);
  EarId id, item;

  ear_record_set (strategy, EAR_STRATEGY_TITLE, "A plan");
  ear_record_set (strategy, EAR_STRATEGY_PUBLISHER, "A board");
  id = world_put (world, strategy);
  item = make_item (world, &id, "1A", "Shorter waits");
  make_item (world, &id, "1B", "Fewer forms");
  link_ids (world, EAR_KIND_MAPPING, EAR_MAPPING_THEME, theme, EAR_MAPPING_PRIORITY, &item);
}

World *
report_world_new (void)
{
  World *world = world_new_empty ();
  EarId carers = make_named (world, EAR_KIND_GROUP, EAR_GROUP_NAME, HOSTILE_NAME);
  EarRecord *session = ear_record_new (EAR_KIND_SESSION);
  Setting setting;

  make_named (world, EAR_KIND_GROUP, EAR_GROUP_NAME, "African men");
  setting.theme = make_named (world, EAR_KIND_THEME, EAR_THEME_NAME, FORMULA_NAME);
  ear_record_set (session, EAR_SESSION_TITLE, "A secret title");
  ear_record_set (session, EAR_SESSION_STARTED, "2022-11-12T10:30");
  ear_record_set (session, EAR_SESSION_NOTES, "secret notes");
  setting.session = world_put (world, session);
  link_ids (world, EAR_KIND_SESSION_GROUP, EAR_SESSION_GROUP_SESSION, &setting.session, EAR_SESSION_GROUP_GROUP, &carers);
  make_voice (world, &setting, "May be quoted <b>&\n  twice", "quote", NULL, NULL);
  make_voice (world, &setting, "Nobody asked how I am", "quote", BENGALI_WORDS, "bn");
  make_voice (world, &setting, "Other words only secret", "paraphrase", "secret original", "ur");
  make_voice (world, &setting, "Count only secret", "count", NULL, NULL);
  make_voice (world, &setting, "Internal secret", "internal", NULL, NULL);
  make_voice (world, &setting, "Nothing said secret", NULL, NULL, NULL);
  make_named (world, EAR_KIND_THEME, EAR_THEME_NAME, "Another theme");
  make_strategy (world, &setting.theme);
  setting.theme = make_named (world, EAR_KIND_THEME, EAR_THEME_NAME, "Waiting");
  make_voice (world, &setting, "The waiting is long", "quote", ARABIC_WORDS, "ar");
  world_reload (world);
  return world;
}

EarDocument *
report_build (World *world, const EarReportOptions *options)
{
  g_autoptr (GError) error = NULL;
  EarDocument *document = ear_report_build (world->store, options, &error);

  g_assert_no_error (error);
  return document;
}

char *
report_write (World *world, const EarReportOptions *options, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarDocument) document = report_build (world, options);
  char *path = g_build_filename (world->folder, name, NULL);
  EarReportFormat format;

  ear_report_format_from_path (path, &format, &error);
  g_assert_no_error (error);
  ear_report_write (document, format, path, &error);
  g_assert_no_error (error);
  return path;
}

char *
report_read (const char *path, gsize *size)
{
  g_autoptr (GError) error = NULL;
  char *contents;

  g_file_get_contents (path, &contents, size, &error);
  g_assert_no_error (error);
  return contents;
}

static void
collect (xmlNode *node, const char *name, GPtrArray *found)
{
  for (; node != NULL; node = node->next)
    {
      if (node->type == XML_ELEMENT_NODE && (name == NULL || g_str_equal (node->name, name)))
        g_ptr_array_add (found, node);
      collect (node->children, name, found);
    }
}

/* @name %NULL: all of them. */
GPtrArray *
report_elements (xmlNode *root, const char *name)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (root->children, name, found);
  return found;
}

char *
report_text_of (xmlNode *node)
{
  xmlChar *text = xmlNodeGetContent (node);
  char *copy = g_strdup ((const char *) text);

  xmlFree (text);
  return copy;
}

char *
report_attribute (xmlNode *node, const char *name)
{
  xmlChar *value = xmlGetProp (node, (const xmlChar *) name);
  char *copy = g_strdup ((const char *) value);

  xmlFree (value);
  return copy;
}
